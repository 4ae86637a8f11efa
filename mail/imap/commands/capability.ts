import { capabilities } from '../capabilities.ts';
import { defineCommand, nothing } from '../command.ts';
import { done } from '../completion.ts';

/** RFC 9051 §6.1.1. */
export const capability = defineCommand({
  state: 'any',
  read: nothing,
  run(session) {
    session.out.text(`* CAPABILITY ${capabilities(session)}\r\n`);
    return done('CAPABILITY completed');
  },
});

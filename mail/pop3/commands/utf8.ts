import { plainCommand } from '../command.ts';
import { okay } from '../reply.ts';

/**
 * RFC 6856 §2.1. Messages go out as they came in either way: one whose header holds UTF-8 is neither rewritten, which would break its
 * signature and its size, nor refused, which would leave old clients stuck at it for ever. IMAP here does the same.
 */
export const utf8 = plainCommand('authorization', (session) => {
  session.utf8 = true;
  return okay(session.words.utf8);
});

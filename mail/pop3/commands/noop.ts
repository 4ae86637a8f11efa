import { plainCommand } from '../command.ts';
import { okay } from '../reply.ts';

export const noop = plainCommand('transaction', (session) => okay(session.words.nothingToDo));

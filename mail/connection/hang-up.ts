import type { Duplex } from 'node:stream';
import type { ConnectionLimits } from './limits.ts';

/**
 * Says the last words and closes our side. What the client still sends is thrown away unread, lest a reset overtake the words; a client
 * that does not take them, or does not close its side after, is cut off.
 */
export function hangUp(socket: Duplex, words: string, limits: Pick<ConnectionLimits, 'outputStallMsMax' | 'lingerMsMax'>): void {
  if (socket.destroyed) return;
  const cutAfter = (ms: number) => setTimeout(() => socket.destroy(), ms).unref();
  let cut = cutAfter(limits.outputStallMsMax);
  socket.once('finish', () => {
    clearTimeout(cut);
    cut = cutAfter(limits.lingerMsMax);
  });
  socket.once('close', () => clearTimeout(cut));
  socket.resume();
  socket.end(words);
}

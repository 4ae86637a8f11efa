import type { Socket } from 'node:net';

/**
 * Says the last words and closes our side. What the client still sends is thrown away unread, lest a reset overtake the words; a client
 * that does not close its side is cut off.
 */
export function hangUp(socket: Socket, words: string, lingerMs: number): void {
  const cut = setTimeout(() => socket.destroy(), lingerMs).unref();
  socket.once('close', () => clearTimeout(cut));
  socket.resume();
  socket.end(words);
}

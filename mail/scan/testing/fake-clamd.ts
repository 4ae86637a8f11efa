import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import type { ClamdAddress } from '../clamd-exchange.ts';

export interface FakeClamd extends AsyncDisposable {
  readonly address: ClamdAddress;
  /** Streams received whole. */
  readonly streams: Buffer[];
  readonly chunkLengths: number[];
  readonly openNow: () => number;
}

/** How it answers: given what came whole, what to write (NUL included); null leaves the client waiting. */
export type Answer = (command: string, octets: Buffer, socket: Socket) => string | null | Promise<string | null>;

/** Speaks clamd's side on loopback, or on `path`. */
export async function startFakeClamd(answer: Answer, path?: string): Promise<FakeClamd> {
  const streams: Buffer[] = [];
  const chunkLengths: number[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    let received = Buffer.alloc(0);
    socket.on('data', async (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      const request = readRequest(received);
      if (request === null) return;
      received = Buffer.alloc(0);
      if (request.command === 'INSTREAM') streams.push(request.octets);
      chunkLengths.push(...request.lengths);
      const text = await answer(request.command, request.octets, socket);
      if (text !== null) socket.end(Buffer.from(text, 'latin1'));
    });
  });
  await listen(server, path);
  const address = path === undefined ? { host: '127.0.0.1', port: (server.address() as AddressInfo).port } : { socket: path };
  const close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  return { address, streams, chunkLengths, openNow: () => sockets.size, [Symbol.asyncDispose]: close };
}

async function listen(server: Server, path: string | undefined): Promise<void> {
  if (path === undefined) server.listen(0, '127.0.0.1');
  else server.listen(path);
  await once(server, 'listening');
}

function readRequest(received: Buffer): { command: string; octets: Buffer; lengths: number[] } | null {
  const commandEnd = received.indexOf(0);
  if (commandEnd === -1) return null;
  const command = received.toString('latin1', 1, commandEnd);
  if (command !== 'INSTREAM') return { command, octets: Buffer.alloc(0), lengths: [] };
  const parts: Buffer[] = [];
  for (let at = commandEnd + 1; at + 4 <= received.length; ) {
    const length = received.readUInt32BE(at);
    if (length === 0) return { command, octets: Buffer.concat(parts), lengths: parts.map((part) => part.length) };
    parts.push(received.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return null;
}

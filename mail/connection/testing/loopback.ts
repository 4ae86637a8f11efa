import net from 'node:net';
import type { ConnectionServer } from '../connection-server.ts';
import type { LineClient } from './line-client.ts';

export interface Loopback<Client> extends AsyncDisposable {
  readonly port: number;
  connect(): Client;
}

/** Puts a server on a free loopback port, with clients that go when it goes. */
export async function onLoopback<Client extends LineClient>(
  server: Pick<ConnectionServer, 'serve' | 'close'>,
  implicitTls: boolean,
  speak: (socket: net.Socket) => Client,
): Promise<Loopback<Client>> {
  const listener = net.createServer((socket) => {
    const peer = { address: '127.0.0.1', port: socket.remotePort ?? 0, secure: false, loopback: true };
    server.serve(socket, { peer, implicitTls });
  });
  await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
  const { port } = listener.address() as net.AddressInfo;
  const clients: Client[] = [];
  return {
    port,
    connect() {
      const client = speak(net.connect(port, '127.0.0.1'));
      clients.push(client);
      return client;
    },
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.destroy();
      await server.close({ graceMs: 1_000 });
      await new Promise((resolve) => listener.close(resolve));
    },
  };
}

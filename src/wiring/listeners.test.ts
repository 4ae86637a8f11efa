import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from 'vitest';
import { unusedPort } from '#test/helpers/port-base.ts';
import { listen, peerOf } from './listeners.ts';

describe('a listener', () => {
  it('survives a client that resets the connection while it is being turned away', async () => {
    const port = await unusedPort();
    const turnedAway = Promise.withResolvers<void>();
    const listener = await listen(
      ['127.0.0.1'],
      port,
      (socket) => {
        socket.on('close', () => turnedAway.resolve());
        socket.write('554 no\r\n');
      },
      (error) => turnedAway.reject(error),
    );
    const client = connect(port, '127.0.0.1');
    await once(client, 'data');
    client.resetAndDestroy();
    await turnedAway.promise;
    listener.close();
  });

  it('says which port it could not have', async () => {
    const port = await unusedPort();
    await expect(
      listen(
        ['203.0.113.1'],
        port,
        () => undefined,
        () => undefined,
      ),
    ).rejects.toThrow(`cannot listen on 203.0.113.1 port ${port}`);
  });
});

describe('a peer', () => {
  const socket = (remoteAddress: string | undefined) => ({ remoteAddress, remotePort: 1 }) as Parameters<typeof peerOf>[0];

  it('is nobody once the client has gone', () => {
    expect(peerOf(socket(undefined))).toBeNull();
  });

  it('is named by the IPv4 address inside a mapped one', () => {
    expect(peerOf(socket('::ffff:127.0.0.1'))).toEqual({ address: '127.0.0.1', port: 1, secure: false, loopback: true });
    expect(peerOf(socket('2001:db8::1'))).toMatchObject({ address: '2001:db8::1', loopback: false });
    expect(peerOf(socket('::1'))).toMatchObject({ loopback: true });
  });
});

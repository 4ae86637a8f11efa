import { BlockList, isIPv6 } from 'node:net';
import type { Peer } from '#kernel/session.ts';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** What is asked of a net.Socket or TLSSocket. */
export interface ClientSocket {
  readonly remoteAddress?: string | undefined;
  readonly remotePort?: number | undefined;
  readonly encrypted?: boolean;
}

/** Who is at the other end. A client that is gone already is nobody: an empty address, and not loopback. */
export function peerOf(socket: ClientSocket): Peer {
  const address = (socket.remoteAddress ?? '').replace(/^::ffff:(?=\d+\.)/i, '');
  return {
    address,
    port: socket.remotePort ?? 0,
    secure: socket.encrypted === true,
    loopback: address !== '' && loopback.check(address, isIPv6(address) ? 'ipv6' : 'ipv4'),
  };
}

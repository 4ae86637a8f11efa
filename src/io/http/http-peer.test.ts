import { describe, expect, it } from 'vitest';
import { peerOf } from './http-peer.ts';

describe('peerOf', () => {
  it('does not take a client that is gone for a local one', () => {
    expect(peerOf({})).toEqual({ address: '', port: 0, secure: false, loopback: false });
  });

  it.each([
    ['127.0.0.1', '127.0.0.1', true],
    ['127.8.9.10', '127.8.9.10', true],
    ['::1', '::1', true],
    ['::ffff:127.0.0.1', '127.0.0.1', true],
    ['::ffff:203.0.113.9', '203.0.113.9', false],
    ['128.0.0.1', '128.0.0.1', false],
    ['2001:db8::1', '2001:db8::1', false],
  ])('reads %s as %s, loopback: %s', (remoteAddress, address, loopback) => {
    expect(peerOf({ remoteAddress, remotePort: 9 })).toMatchObject({ address, port: 9, loopback });
  });
});

import { describe, expect, it } from 'vitest';
import { localTracePrefix, relayTracePrefix, type TraceFacts } from './trace-fields.ts';

function factsOf(changes: Partial<TraceFacts['message']> = {}): TraceFacts {
  return {
    hostname: 'mail.backan.gov.vn',
    id: '0c1f',
    at: new Date('2026-11-22T01:02:03Z'),
    message: {
      peer: { address: '203.0.113.7', port: 40_000, secure: true, loopback: false },
      clientName: 'mx.example.test',
      protocol: 'ESMTPS',
      tlsCipher: 'TLSv1.3 TLS_AES_256_GCM_SHA384',
      sender: { localPart: 'a b', domain: 'example.test' },
      ...changes,
    },
  };
}
const unfolded = (prefix: Buffer) => prefix.toString().replace(/\r\n(?=[ \t])/g, '');
const prefixOf = (changes?: Partial<TraceFacts['message']>, recipient = 'anhnv.tt@backan.gov.vn') =>
  unfolded(localTracePrefix(factsOf(changes), recipient)).split('\r\n');

describe('the trace prefix of a local copy', () => {
  it('is Return-Path, Delivered-To and Received, each a whole line', () => {
    expect(prefixOf()).toEqual([
      'Return-Path: <"a b"@example.test>',
      'Delivered-To: anhnv.tt@backan.gov.vn',
      'Received: from mx.example.test ([203.0.113.7]) by mail.backan.gov.vn with ESMTPS (TLSv1.3 TLS_AES_256_GCM_SHA384) id 0c1f' +
        ' for <anhnv.tt@backan.gov.vn>; Sun, 22 Nov 2026 08:02:03 +0700',
      '',
    ]);
  });

  it('shows the null sender, plain connections and IPv6 peers', () => {
    const lines = prefixOf({ sender: null, tlsCipher: null, peer: { address: '2001:db8::1', port: 1, secure: false, loopback: false } });
    expect(lines[0]).toBe('Return-Path: <>');
    expect(lines[2]).toMatch(
      /^Received: from mx\.example\.test \(\[IPv6:2001:db8::1\]\) by mail\.backan\.gov\.vn with ESMTPS id 0c1f for /,
    );
  });

  it("takes from the peer's own name only what a name may hold", () => {
    expect(prefixOf({ clientName: 'evil)\r\nX-Spam: no\r\n (by x;' })[2]).toMatch(/^Received: from evilX-Spam:nobyx \(\[/);
    expect(prefixOf({ clientName: '\u202e();<>' })[2]).toMatch(/^Received: from unknown \(\[/);
    expect(prefixOf({ clientName: '[192.0.2.1]' })[2]).toMatch(/^Received: from \[192\.0\.2\.1\] \(\[/);
  });

  it('keeps to three fields and to lines of 998 octets whatever the addresses hold', () => {
    const prefix = localTracePrefix(
      factsOf({ sender: { localPart: 'x\r\nInjected: 1', domain: 'ví-dụ.vn' }, clientName: 'n'.repeat(4_000) }),
      'y\r\nInjected: 2@z',
    );
    const lines = prefix.toString().split('\r\n');
    expect(lines.every((line) => Buffer.byteLength(line) <= 998)).toBe(true);
    expect(lines.filter((line) => /^\S/.test(line)).map((line) => line.split(':')[0])).toEqual(['Return-Path', 'Delivered-To', 'Received']);
  });
});

describe('the trace prefix of a relayed message', () => {
  it('is one Received that names no recipient', () => {
    const text = unfolded(relayTracePrefix(factsOf()));
    expect(text).toMatch(/^Received: from [^\n]+ id 0c1f; Sun, 22 Nov 2026 08:02:03 \+0700\r\n$/);
    expect(text).not.toContain(' for ');
  });
});

import { expect, it } from 'vitest';
import { serverNames } from './server-names.ts';

it('refuses what is no host name, naming it', () => {
  expect(() => serverNames({ hostnames: ['bad host'], mailDomains: [] })).toThrow('"bad host"');
});

it('takes each name once, hosts in A-label form, addresses apart', () => {
  expect(serverNames({ hostnames: ['Thư.VN', '10.0.0.5', 'localhost', '::1'], mailDomains: ['backan.gov.vn', 'backan.gov.vn'] })).toEqual({
    hosts: ['xn--th-e0a.vn', 'localhost', 'mail.backan.gov.vn'],
    addresses: ['10.0.0.5', '::1', '127.0.0.1'],
  });
});

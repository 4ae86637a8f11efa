import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import tls from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { type LocalAuthority, loadLocalAuthority } from './local-authority.ts';
import { daysLater, makeTlsDataDir, type TlsDataDir } from './tls-data-dir.fixture.ts';
import { loadTlsMaterial, type TlsMaterial } from './tls-material.ts';

let dataDir: TlsDataDir;
let otherDir: TlsDataDir;
let authority: LocalAuthority;
beforeAll(async () => {
  [dataDir, otherDir] = await Promise.all([makeTlsDataDir(), makeTlsDataDir()]);
  authority = await loadLocalAuthority(dataDir.path, daysLater(0));
});
afterAll(() => Promise.all([dataDir[Symbol.asyncDispose](), otherDir[Symbol.asyncDispose]()]));

const local = (day: number, mailDomains = ['backan.gov.vn']) =>
  loadTlsMaterial({ kind: 'local', dataDir: dataDir.path, authority, hostnames: ['thu.backan.gov.vn'], mailDomains }, daysLater(day));

describe('a configured certificate is refused', () => {
  let good: TlsMaterial;
  const file = (name: string) => join(otherDir.path, name);
  const load = (certificate: string, key: string, day = 0) =>
    loadTlsMaterial({ kind: 'files', certificateFile: file(certificate), keyFile: file(key) }, daysLater(day));
  beforeAll(async () => {
    good = await local(0);
    await writeFile(file('cert.pem'), good.certificatePem + authority.certificatePem);
    await writeFile(file('key.pem'), good.privateKeyPem);
    await writeFile(file('other-key.pem'), authority.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    await writeFile(file('text.pem'), 'no PEM');
  });

  it('when a file is missing, naming the configuration key', async () => {
    await expect(load('none.pem', 'key.pem')).rejects.toThrow(/^tls\.certificate: .*none\.pem cannot be read \(ENOENT/);
    await expect(load('cert.pem', 'none.pem')).rejects.toThrow(/^tls\.key: .*none\.pem cannot be read/);
  });

  it('when a file holds something else', async () => {
    await expect(load('text.pem', 'key.pem')).rejects.toThrow(/^tls\.certificate: .*text\.pem does not hold/);
    await expect(load('cert.pem', 'text.pem')).rejects.toThrow(/^tls\.key: .*text\.pem does not hold/);
  });

  it('when the key is of another certificate', async () => {
    await expect(load('cert.pem', 'other-key.pem')).rejects.toThrow(/^tls\.key .* is not the key of the certificate in tls\.certificate/);
  });

  it('when it has expired or is not valid yet', async () => {
    await expect(load('cert.pem', 'key.pem', 398)).rejects.toThrow(/^tls\.certificate .* expired on 2027-12-22/);
    await expect(load('cert.pem', 'key.pem', -1)).rejects.toThrow(/^tls\.certificate .* is not valid before 2026-11-20/);
  });

  it('but not when all is well; its chain is kept', async () => {
    const material = await load('cert.pem', 'key.pem');
    expect(material).toMatchObject({ certificatePem: good.certificatePem + authority.certificatePem, fingerprint256: good.fingerprint256 });
    expect(material.issued).toBeUndefined();
  });
});

describe('the certificate of the local CA', () => {
  it('is for the configured hosts, mail.<domain> and this machine, and for nothing else', async () => {
    const { certificatePem } = await local(0);
    const certificate = new X509Certificate(certificatePem);
    expect(certificate.checkIssued(authority.certificate) && certificate.verify(authority.certificate.publicKey)).toBe(true);
    for (const host of ['thu.backan.gov.vn', 'mail.backan.gov.vn', 'localhost']) expect(certificate.checkHost(host)).toBe(host);
    for (const address of ['127.0.0.1', '::1']) expect(certificate.checkIP(address)).toBe(address);
    expect(certificate.checkHost('backan.gov.vn')).toBeUndefined();
    expect(certificate.ca).toBe(false);
    expect((await stat(join(dataDir.path, 'tls/server.pem'))).mode & 0o777).toBe(0o600);
  });

  it('stays until 30 days before its end, then is renewed', async () => {
    const first = await local(0);
    const kept = await local(366);
    expect(kept.fingerprint256).toBe(first.fingerprint256);
    expect(kept.issued).toBeUndefined();
    const renewed = await local(368);
    expect(renewed).toMatchObject({ issued: 'expiring', notAfter: daysLater(368 + 397).now() });
    expect((await local(368)).fingerprint256).toBe(renewed.fingerprint256);
  });

  it('is renewed when a name comes or goes', async () => {
    await local(0);
    expect(await local(0, ['backan.gov.vn', 'backan.vn'])).toMatchObject({ issued: 'names-changed' });
    expect(await local(0, ['backan.gov.vn'])).toMatchObject({ issued: 'names-changed' });
  });

  it('is renewed when the CA is another one, though of the same name', async () => {
    await local(0);
    await using another = await makeTlsDataDir();
    const other = await loadLocalAuthority(another.path, daysLater(0));
    const source = {
      kind: 'local',
      dataDir: dataDir.path,
      authority: other,
      hostnames: ['thu.backan.gov.vn'],
      mailDomains: ['backan.gov.vn'],
    } as const;
    expect(await loadTlsMaterial(source, daysLater(0))).toMatchObject({ issued: 'other-authority' });
  });

  it('is made anew when its file is torn', async () => {
    const { certificatePem } = await local(0);
    await writeFile(join(dataDir.path, 'tls/server.pem'), certificatePem);
    expect(await local(0)).toMatchObject({ issued: 'first' });
  });
});

describe('a TLS handshake', () => {
  // Under the machine's own clock, so with a CA and certificate made by it.
  it.each(['localhost', '127.0.0.1', '::1'])('succeeds for a client that trusts ca.pem alone and asks for %s', async (host) => {
    const ca = await loadLocalAuthority(otherDir.path, systemClock);
    const source = { kind: 'local', dataDir: otherDir.path, authority: ca, hostnames: [], mailDomains: [] } as const;
    const live = await loadTlsMaterial(source, systemClock);
    const server = tls.createServer({ cert: live.certificatePem, key: live.privateKeyPem }, (socket) => socket.end('xin chào'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = tls.connect({
      host: '127.0.0.1',
      port,
      ca: await readFile(ca.certificateFile),
      checkServerIdentity: (_, certificate) => tls.checkServerIdentity(host, certificate),
    });
    const [greeting] = (await once(client, 'data')) as [Buffer];
    expect(greeting.toString()).toBe('xin chào');
    expect(client.authorized).toBe(true);
    client.destroy();
    server.close();
  });
});

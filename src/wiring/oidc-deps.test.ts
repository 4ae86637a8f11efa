import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { oidcDeps } from './oidc-deps.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'congthu-oidc-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const given = { issuer: 'https://sso.tinh.gov.vn', clientId: 'congthu' };
const deps = async (oidc: object = {}) =>
  oidcDeps(await loadConfig(undefined, {}, { hostname: 'mail.tinh.gov.vn', portBase: 10_000, web: { oidc: { ...given, ...oidc } } }));

describe('the identity provider of the configuration', () => {
  it('does not start with a file for its secret that is not there, or empty', async () => {
    await expect(deps({ clientSecretFile: join(folder, 'none') })).rejects.toThrow(/none/);
    await writeFile(join(folder, 'empty'), '\n');
    await expect(deps({ clientSecretFile: join(folder, 'empty') })).rejects.toThrow(/empty holds no secret/);
  });

  it('is none where none is named', async () => {
    expect(await oidcDeps(await loadConfig(undefined, {}))).toBeUndefined();
  });

  it('sends browsers back to the name they came by, if it is ours, and else to our own', async () => {
    await writeFile(join(folder, 'secret'), 'abc\n');
    const oidc = await deps({ clientSecretFile: join(folder, 'secret') });
    const address = (host: string | undefined) => oidc?.ownAddress(host, '/admin/sso');
    expect(address('127.0.0.1:10443')).toBe('https://127.0.0.1:10443/admin/sso');
    for (const host of [undefined, '', 'mail.tinh.gov.vn', 'evil.example', 'mail.tinh.gov.vn.evil.example', 'a@evil.example:10443'])
      expect(address(host)).toBe('https://mail.tinh.gov.vn:10443/admin/sso');
  });
});

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configKeys, environmentName, loadConfig } from './load.ts';

const example = 'config/congthu.example.yaml';

describe('a configuration that is wrong', () => {
  it('is refused with the name of the key and what is wrong', async () => {
    await expect(loadConfig(undefined, {}, { portBase: 'ten' })).rejects.toThrow(/portBase: .*number/);
    await expect(loadConfig(undefined, {}, { limits: { messageOctetsMax: 0 } })).rejects.toThrow(/limits\.messageOctetsMax/);
    await expect(loadConfig(undefined, {}, { database: { url: 'postgres://x/y' } })).rejects.toThrow(/database: .*url and ownerUrl/);
    await expect(loadConfig(undefined, {}, { smtp: { lmtpFrom: ['10.0.0.0/33'] } })).rejects.toThrow(/smtp\.lmtpFrom\.0: .*must be an IP/);
    await expect(loadConfig(undefined, {}, { smtp: { lmtpFrom: ['relay'] } })).rejects.toThrow(/smtp\.lmtpFrom\.0: .*must be an IP/);
    await expect(loadConfig(undefined, {}, { duties: { parts: ['08:15-12:00'] } })).rejects.toThrow(
      /duties\.parts\.0: .*must be two half hours/,
    );
    await expect(loadConfig(undefined, {}, { duties: { parts: ['12:00-08:00'] } })).rejects.toThrow(/duties\.parts: .*a part ends after/);
    await expect(loadConfig(undefined, {}, { duties: { parts: ['08:00-12:00', '11:30-17:00'] } })).rejects.toThrow(
      /duties\.parts: .*one part after/,
    );
    await expect(loadConfig(undefined, {}, { duties: { parts: ['08:00-12:00'] } })).rejects.toThrow(
      /duties: .*every time of remindAt lies in/,
    );
    await expect(loadConfig(undefined, {}, { scan: { clamd: {} } })).rejects.toThrow(/scan\.clamd: .*give either host or socket/);
  });

  it('is refused for a key that does not exist', async () => {
    await expect(loadConfig(undefined, {}, { limits: { messageSize: 1 } })).rejects.toThrow(/limits\.messageSize: no such key/);
    await expect(loadConfig(undefined, { CONGTHU_PORTBASE: '1' })).rejects.toThrow(/CONGTHU_PORTBASE: no such variable/);
  });

  it('is refused when the file is missing or not YAML', async () => {
    await expect(loadConfig('no/such.yaml', {})).rejects.toThrow('no/such.yaml:\n  no such file');
  });
});

it('takes environment variables over the file', async () => {
  const config = await loadConfig(example, { CONGTHU_PORT_BASE: '20000', CONGTHU_SCAN_CLAMD_HOST: 'clamav', CONGTHU_BIND: '["0.0.0.0"]' });
  expect(config.portBase).toBe(20_000);
  expect(config.scan.clamd?.host).toBe('clamav');
  expect(config.bind).toEqual(['0.0.0.0']);
});

describe('the example file', () => {
  it('is the defaults', async () => {
    expect(await loadConfig(example, {})).toEqual(await loadConfig(undefined, {}));
  });

  it('documents every key of the schema, and nothing else', async () => {
    const text = (await readFile(example, 'utf8')).replace(/^( *)#((?: {2})?\w+:)/gm, '$1$2');
    const leaves = (value: unknown, path: string[]): string[] =>
      typeof value === 'object' && value !== null && !Array.isArray(value)
        ? Object.entries(value).flatMap(([key, below]) => leaves(below, [...path, key]))
        : [environmentName(path)];
    expect(leaves(parse(text), []).sort()).toEqual(configKeys().map(environmentName).sort());
  });
});

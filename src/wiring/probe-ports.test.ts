import { once } from 'node:events';
import { createServer } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { findPortBase } from '#test/helpers/port-base.ts';
import { allPorts } from './ports.ts';
import { usableAddresses } from './probe-ports.ts';

describe('ports', () => {
  it('that another program shares as we would are taken all the same', async () => {
    const portBase = await findPortBase();
    const other = createServer().listen({ host: '127.0.0.1', port: portBase + 143, reusePort: true });
    onTestFinished(() => void other.close());
    await once(other, 'listening');
    const config = await loadConfig(undefined, {}, { portBase, bind: ['127.0.0.1'] });
    await expect(usableAddresses(config)).rejects.toThrow(`port ${portBase + 143} on 127.0.0.1 is taken by another program`);
  });

  it('of an address that this machine does not have cannot be opened', async () => {
    const config = await loadConfig(undefined, {}, { portBase: await findPortBase(), bind: ['203.0.113.7'] });
    await expect(usableAddresses(config)).rejects.toThrow(/on 203\.0\.113\.7 cannot be opened/);
  });

  it('are left free by the probe', async () => {
    const portBase = await findPortBase();
    const config = await loadConfig(undefined, {}, { portBase, bind: ['127.0.0.1'] });
    expect(await usableAddresses(config)).toEqual(['127.0.0.1']);
    expect(await usableAddresses(config)).toEqual(['127.0.0.1']);
  });

  it('stand at the base plus their standard number', () => {
    expect(allPorts(10_000)).toMatchObject({
      smtp: 10_025,
      lmtp: 10_024,
      submissions: 10_465,
      submission: 10_587,
      imap: 10_143,
      imaps: 10_993,
      http: 10_080,
      https: 10_443,
    });
  });
});

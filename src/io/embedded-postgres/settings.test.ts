import { expect, it } from 'vitest';
import { renderSettings } from './settings.ts';

const settings = { socketDir: '/run/congthu', port: 5432, maxConnections: 100, sharedBuffersMb: 256, durability: 'full' } as const;

it('is durable unless tests ask otherwise', () => {
  for (const name of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    expect(renderSettings(settings)).toContain(`${name} = 'on'`);
    expect(renderSettings({ ...settings, durability: 'off-for-tests' })).toContain(`${name} = 'off'`);
  }
});

it('quotes a socket folder with quotes, commas and backslashes', () => {
  expect(renderSettings({ ...settings, socketDir: `/a, "b" 'c' \\d` })).toContain(`unix_socket_directories = '"/a, ""b"" ''c'' \\\\d"'`);
});

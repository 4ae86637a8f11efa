import { expect, it } from 'vitest';
import { loadConfig } from '#config/load.ts';
import { embeddedConnections } from './embedded-connections.ts';
import { connectionLimits, connectionsOfWorker } from './limits.ts';

it('the embedded PostgreSQL has connections for all workers of a large machine, and the number somebody chose', async () => {
  const of = async (overrides: object) => embeddedConnections(await loadConfig(undefined, {}, overrides));
  expect(await of({ workers: 1 })).toBe(connectionLimits.embeddedMin);
  expect(await of({ workers: 64 })).toBe(64 * connectionsOfWorker(8) + connectionLimits.reserved);
  expect(await of({ workers: 64, database: { maxConnections: 50 } })).toBe(50);
});

it('a worker holds its pool, the watch over access, the notices and what is asked aside', () => {
  expect(connectionsOfWorker(8)).toBe(12);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '#kernel/clock.ts';

export const start = new Date('2026-11-20T08:00:00Z');

export const daysLater = (days: number): Clock => ({ now: () => new Date(start.getTime() + days * 86_400_000) });

export interface TlsDataDir extends AsyncDisposable {
  readonly path: string;
}

export async function makeTlsDataDir(): Promise<TlsDataDir> {
  const path = await mkdtemp(join(tmpdir(), 'congthu-tls-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

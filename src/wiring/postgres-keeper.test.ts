import { describe, expect, it, vi } from 'vitest';
import type { EmbeddedPostgres, ServerExit } from '#io/embedded-postgres/embedded-postgres.ts';
import type { Log } from '#io/log.ts';
import { PostgresKeeper } from './postgres-keeper.ts';

const died: ServerExit = { code: null, signal: 'SIGKILL', expected: false, lastLines: '' };

function server() {
  const { promise: exited, resolve: end } = Promise.withResolvers<ServerExit>();
  const stop = vi.fn(async () => end({ ...died, expected: true }));
  return { postgres: { pid: 1, exited, stop } as unknown as EmbeddedPostgres, end, stop };
}

function quietLog() {
  const events: string[] = [];
  const note = ({ event }: { event: string }) => void events.push(event);
  return { events, log: { info: note, error: note } as unknown as Log };
}

describe('a PostgreSQL that dies', () => {
  it('is started again until that succeeds, and the new one is stopped at the end', async () => {
    const [first, second] = [server(), server()];
    const { events, log } = quietLog();
    const start = vi.fn<() => Promise<EmbeddedPostgres>>();
    start.mockRejectedValueOnce(new Error('an old lock')).mockResolvedValueOnce(second.postgres);
    const keeper = new PostgresKeeper(first.postgres, start, log);
    first.end(died);
    await vi.waitFor(() => expect(events).toContain('supervisor.database-restarted'), { timeout: 10_000 });
    expect(events).toEqual(['supervisor.database-died', 'supervisor.database-failed', 'supervisor.database-restarted']);
    await keeper.stop();
    expect(second.stop).toHaveBeenCalledOnce();
  });

  it('is not waited for when all is being stopped', async () => {
    const first = server();
    const { events, log } = quietLog();
    const start = vi.fn(async () => Promise.reject(new Error('the disk is full')));
    const keeper = new PostgresKeeper(first.postgres, start, log);
    first.end(died);
    await vi.waitFor(() => expect(events).toContain('supervisor.database-failed'));
    await keeper.stop();
    expect(start).toHaveBeenCalledOnce();
  });

  it('is left alone when it was asked to end', async () => {
    const first = server();
    const { events, log } = quietLog();
    const start = vi.fn<() => Promise<EmbeddedPostgres>>();
    await new PostgresKeeper(first.postgres, start, log).stop();
    expect([events, start.mock.calls]).toEqual([[], []]);
  });
});

import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Log } from '#io/log.ts';
import { isRunning } from '#test/helpers/process-tree.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import type { WorkerStart } from './worker-messages.ts';
import { WorkerProcess } from './worker-process.ts';

const entry = fileURLToPath(new URL('./worker-process.fixture.ts', import.meta.url));

function workerThat(hostname: 'serves' | 'dies' | 'fails') {
  const events: string[] = [];
  const note = ({ event }: { event: string }) => void events.push(event);
  const log = { info: note, warn: note, error: note } as unknown as Log;
  const start = { config: { hostname }, index: 0, environment: {} } as unknown as WorkerStart;
  const worker = new WorkerProcess(start, log, entry);
  onTestFinished(() => worker.stop());
  return { worker, events };
}

describe('a worker process', () => {
  it('that cannot serve says why', async () => {
    await expect(workerThat('fails').worker.run()).rejects.toThrow('no listener');
    await expect(workerThat('dies').worker.run()).rejects.toThrow('worker ended before it was ready (code 3)');
  });

  it('is not started again once it is being stopped', async () => {
    const { worker, events } = workerThat('dies');
    await worker.run().catch(() => undefined);
    await waitUntil('its death is noted', () => events.includes('supervisor.worker-died'));
    await worker.stop();
    expect(worker.pid).toBeUndefined();
    expect(events).toEqual(['supervisor.worker-died']);
  });

  it('that is killed is started again, and stops when told', async () => {
    const { worker, events } = workerThat('serves');
    await worker.run();
    const first = worker.pid!;
    process.kill(first, 'SIGKILL');
    await waitUntil('another has taken its place', () => events.includes('supervisor.worker-restarted'));
    const second = worker.pid!;
    expect(second).not.toBe(first);
    expect(events).toEqual(['supervisor.worker-died', 'supervisor.worker-restarted']);
    await worker.stop();
    expect(await isRunning(second)).toBe(false);
  });
});

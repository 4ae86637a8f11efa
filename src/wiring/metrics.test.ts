import { afterAll, beforeAll, expect, it } from 'vitest';
import { prometheusText } from '#io/http/prometheus-text.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { metricsOf } from './metrics.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await createTestDatabase();
});
afterAll(() => test[Symbol.asyncDispose]());

it('a worker tells its own connections under its label, and the queue that all share', async () => {
  const smtp = { connectionCount: (door: string) => door.length };
  const eventLoop = { takeLongestHold: () => 0.02 };
  const measured = { database: test.database, worker: 3, smtp, imap: { connectionCount: () => 5 }, live: { count: 4 }, eventLoop };
  const text = prometheusText(await metricsOf(measured as never));
  expect(text).toContain('congthu_connections{worker="3",protocol="imap"} 5');
  expect(text).toContain('congthu_connections{worker="3",protocol="mx"} 2');
  expect(text).toMatch(/congthu_process_resident_memory_bytes\{worker="3"\} [1-9]/);
  expect(text).toContain('congthu_live_streams{worker="3"} 4');
  expect(text).toContain('congthu_queue_recipients');
  expect(text).toContain('congthu_audit_waiting_entries 0');
  expect(text).toContain('congthu_text_index_behind_messages 0');
  expect(text).toContain('congthu_event_loop_held_seconds_max{worker="3"} 0.02');
});

import { countWaiting } from '#directory/audit/seal-sql.ts';
import type { Database } from '#io/database.ts';
import type { Metric } from '#io/http/prometheus-text.ts';
import { countQueue } from '#mail/queue/count-queue-sql.ts';
import type { Door } from '#mail/smtp/backend.ts';
import { textIndexBehind } from '#mail/store/text-index-sql.ts';
import type { EventLoopWatch } from './event-loop-watch.ts';

interface Measured {
  readonly database: Database;
  readonly worker: number;
  readonly smtp: { connectionCount(door: Door): number };
  readonly imap: { connectionCount(): number };
  readonly live: { readonly count: number };
  readonly eventLoop: Pick<EventLoopWatch, 'takeLongestHold'>;
}

/** What /metrics shows: this worker's own figures under its label, and the queue's, which are everybody's. */
export async function metricsOf({ database, worker, smtp, imap, live, eventLoop }: Measured): Promise<Metric[]> {
  const label = (protocol: string) => ({ worker: String(worker), protocol });
  const connections = [
    ...(['mx', 'submission', 'lmtp'] as const).map((door) => ({ labels: label(door), value: smtp.connectionCount(door) })),
    { labels: label('imap'), value: imap.connectionCount() },
  ];
  const queue = Object.entries(await countQueue(database)).map(([state, value]) => ({ labels: { state }, value }));
  return [
    { name: 'congthu_connections', help: 'Clients connected to this worker.', type: 'gauge', samples: connections },
    {
      name: 'congthu_live_streams',
      help: 'Browsers and programs that this worker tells of changes.',
      type: 'gauge',
      samples: [{ labels: { worker: String(worker) }, value: live.count }],
    },
    { name: 'congthu_queue_recipients', help: 'Recipients in the outbound queue, by state.', type: 'gauge', samples: queue },
    {
      name: 'congthu_text_index_behind_messages',
      help: 'Messages whose texts wait to be indexed, at most; searches read them.',
      type: 'gauge',
      samples: [{ value: await textIndexBehind(database) }],
    },
    {
      name: 'congthu_audit_waiting_entries',
      help: 'Entries of the audit that are not sealed yet.',
      type: 'gauge',
      samples: [{ value: await countWaiting(database) }],
    },
    {
      name: 'congthu_process_resident_memory_bytes',
      help: 'Memory of this worker.',
      type: 'gauge',
      samples: [{ labels: { worker: String(worker) }, value: process.memoryUsage.rss() }],
    },
    {
      name: 'congthu_event_loop_held_seconds_max',
      help: 'Longest that one piece of work held the event loop of this worker since this was last read.',
      type: 'gauge',
      samples: [{ labels: { worker: String(worker) }, value: eventLoop.takeLongestHold() }],
    },
  ];
}

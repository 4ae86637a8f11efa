import { type Bench, type BenchCase, type Figure, withProcessorTime } from '../bench-case.ts';
import { benchLimits } from '../limits.ts';
import type { MailSide } from '../sides/mail-side.ts';

const messageOctets = 10 * 1024;
const broadcastOctets = 100 * 1024;

export const deliverCases: readonly BenchCase[] = (['smtp', 'lmtp'] as const).flatMap((protocol) =>
  [1, 16].flatMap((connections) =>
    [null, 1].map((messagesPerConnection): BenchCase => {
      const how = messagesPerConnection === null ? 'many messages each' : 'one message each';
      return {
        name: `${protocol.toUpperCase()} 10 KB, ${connections} ${connections === 1 ? 'connection' : 'connections'}, ${how}`,
        measure: (side, bench) => measureDelivery(side, bench, { protocol, connections, messagesPerConnection }),
      };
    }),
  ),
);

interface Shape {
  readonly protocol: 'smtp' | 'lmtp';
  readonly connections: number;
  readonly messagesPerConnection: number | null;
}

async function measureDelivery(side: MailSide, { load, options }: Bench, shape: Shape): Promise<Figure[]> {
  const begun = performance.now();
  const { done, elapsedMs, throughMs, processor } = await withProcessorTime(side, async () => {
    const result = await load.run({
      kind: 'deliver',
      ...shape,
      port: side.ports[shape.protocol],
      seconds: options.seconds,
      messagesMax: benchLimits.messagesPerLoadMax,
      mail: { octets: messageOctets },
      recipients: side.units,
    });
    await side.settle();
    return { ...result, throughMs: performance.now() - begun };
  });
  const accepted: Figure = { what: 'accepted', unit: 'messages/s', value: (done / elapsedMs) * 1000 };
  // LMTP hands over to the mailbox itself on both sides.
  if (shape.protocol === 'lmtp') return [accepted, ...processor];
  return [accepted, { what: 'in the mailbox', unit: 'messages/s', value: (done / throughMs) * 1000 }, ...processor];
}

export const broadcastCase: BenchCase = {
  name: 'Broadcast 100 KB to every unit',
  async measure(side, { load }) {
    const begun = performance.now();
    const { elapsedMs } = await load.run({
      kind: 'broadcast',
      port: side.ports.smtp,
      recipients: side.units,
      messageOctets: broadcastOctets,
    });
    await side.settle();
    return [
      { what: 'accepted', unit: 'ms', value: elapsedMs },
      { what: 'in all mailboxes', unit: 'ms', value: performance.now() - begun },
    ];
  },
};

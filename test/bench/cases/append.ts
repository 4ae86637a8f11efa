import { type BenchCase, withProcessorTime } from '../bench-case.ts';

const messageOctets = 10 * 1024;

const appendCase = (connections: number): BenchCase => ({
  name: `IMAP APPEND 10 KB, ${connections} ${connections === 1 ? 'connection' : 'connections'}`,
  async measure(side, { load, options }) {
    const { done, elapsedMs, processor } = await withProcessorTime(side, () =>
      load.run({
        kind: 'append',
        port: side.ports.imap,
        accounts: side.people.slice(0, connections),
        seconds: options.seconds,
        messagesMax: options.messages,
        messageOctets,
      }),
    );
    return [{ what: 'stored', unit: 'messages/s', value: (done / elapsedMs) * 1000 }, ...processor];
  },
});

export const appendCases: readonly BenchCase[] = [appendCase(1), appendCase(8)];

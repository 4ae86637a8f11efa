import { parseArgs } from 'node:util';

export interface BenchOptions {
  /** Cases whose name has one of these in it; all when empty. */
  readonly only: readonly string[];
  /** Length of one measurement. */
  readonly seconds: number;
  /** How often each side is measured in turn; the median counts. */
  readonly rounds: number;
  /** Of the large mailbox. */
  readonly messages: number;
  readonly idleClients: number;
  readonly busyClients: number;
  /** Only the names of the cases. */
  readonly list: boolean;
  readonly peers: boolean;
  readonly format: 'maildir' | 'sdbox';
  /** Data folder of a Công Thư that runs already. */
  readonly data: string | null;
  readonly profileDir: string | null;
}

export const usage = `npm run bench -- [options]
  --only NAME      only cases with this in their name (may be repeated)
  --seconds N      length of one measurement (3)
  --rounds N       measurements of each side, in turn; the median counts (3)
  --list           names the cases, and measures nothing
  --large          the large mailbox has 100,000 messages instead of 10,000
  --quick          one round of one second, a mailbox of 1,000 messages, 200 idle and 40 busy clients
  --no-peers       Công Thư alone, though Postfix and Dovecot are installed
  --sdbox          Dovecot with sdbox instead of Maildir
  --data DIR       measure the Công Thư that runs on this data folder (it keeps the mail; start-up is not measured)
  --cpu-prof DIR   CPU profiles of Công Thư's processes, for a look at where time goes (it is slower then)`;

export function readOptions(args: readonly string[]): BenchOptions | null {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', multiple: true },
      seconds: { type: 'string' },
      rounds: { type: 'string' },
      list: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      quick: { type: 'boolean', default: false },
      'no-peers': { type: 'boolean', default: false },
      sdbox: { type: 'boolean', default: false },
      data: { type: 'string' },
      'cpu-prof': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  return {
    only: values.only?.map((text) => text.toLowerCase()) ?? [],
    seconds: wholeNumber('seconds', values.seconds, 60) ?? (values.quick ? 1 : 3),
    rounds: wholeNumber('rounds', values.rounds, 20) ?? (values.quick ? 1 : 3),
    messages: values.large ? 100_000 : values.quick ? 1_000 : 10_000,
    idleClients: values.quick ? 200 : 2_000,
    busyClients: values.quick ? 40 : 200,
    list: values.list,
    peers: !values['no-peers'],
    format: values.sdbox ? 'sdbox' : 'maildir',
    data: values.data ?? null,
    profileDir: values['cpu-prof'] ?? null,
  };
}

function wholeNumber(name: string, text: string | undefined, max: number): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > max) throw new Error(`--${name} must be a whole number from 1 to ${max}`);
  return value;
}

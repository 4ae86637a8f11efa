import type { Bench, BenchCase } from '../bench-case.ts';
import type { AppendManyJob, ResyncJob, ScriptJob, Step } from '../load/jobs.ts';
import { commonWord, rareEvery, rarePhrase, subjectWord } from '../load/office-words.ts';
import type { MailSide } from '../sides/mail-side.ts';
import { filling, reader } from './fill-mailbox.ts';

/** What one script of commands on the large mailbox measures; `turnsMax` 1 and once: how long it takes for the first time. */
interface Shape {
  readonly before?: readonly string[];
  readonly turn: readonly Step[];
  readonly after?: readonly string[];
  readonly reconnects?: boolean;
  readonly isFirst?: boolean;
}

const timed = (text: string, expect?: RegExp): Step => ({ text, timed: true, ...(expect ? { expect } : {}) });

/** The rows on one large mailbox, in an order that keeps what is measured for the first time before what has seen it. */
export function mailboxCases(messages: number): readonly BenchCase[] {
  const prefix = `IMAP ${messages.toLocaleString('en')} messages`;
  const some = Math.min(1_000, messages / 4);
  const someName = some.toLocaleString('en');
  const rows: BenchCase[] = [];
  const add = (name: string, shape: Shape) => rows.push(scriptCase(`${prefix}: ${name}`, shape));
  const firstAndLater = (name: string, step: Step) => {
    add(`${name}, for the first time`, { turn: [step], isFirst: true });
    add(name, { turn: [step] });
  };
  rows.push(fillCase(prefix), indexedCase(prefix));
  add('SELECT', { before: [], turn: [timed('SELECT INBOX')], reconnects: true });
  add('FETCH 1:* (UID FLAGS)', { turn: [timed('FETCH 1:* (UID FLAGS)')] });
  firstAndLater('FETCH 1:* (ENVELOPE INTERNALDATE RFC822.SIZE)', timed('FETCH 1:* (ENVELOPE INTERNALDATE RFC822.SIZE)'));
  add('FETCH of header fields', { turn: [timed('UID FETCH 1:* BODY.PEEK[HEADER.FIELDS (FROM TO SUBJECT DATE)]')] });
  for (const [name, key, words, hits] of searches(messages)) firstAndLater(`SEARCH ${name}`, search(key, words, hits));
  add('SORT (REVERSE DATE)', { turn: [timed('SORT (REVERSE DATE) UTF-8 ALL', /\* SORT \d|(\d+ )+\d+\r\n/)] });
  add('SORT (SUBJECT)', { turn: [timed('SORT (SUBJECT) UTF-8 ALL', /\* SORT \d|(\d+ )+\d+\r\n/)] });
  add('THREAD REFERENCES', { turn: [timed('THREAD REFERENCES UTF-8 ALL', /\(\d+( \d+)* ?\)\r\n/)] });
  const bodies: Step = { text: 'UID FETCH 1:* BODY.PEEK[]', timed: true, octetsMin: messages * 9_000 };
  firstAndLater('UID FETCH 1:* BODY.PEEK[]', bodies);
  add(`STORE of flags on ${someName}`, {
    turn: [timed(`STORE 1:${some} +FLAGS (\\Seen)`), timed(`STORE 1:${some} -FLAGS (\\Seen)`)],
  });
  add(`COPY of ${someName}`, {
    before: ['SELECT INBOX', 'CREATE bench-copy'],
    turn: [timed(`COPY 1:${some} bench-copy`), { text: 'DELETE bench-copy' }, { text: 'CREATE bench-copy' }],
    after: ['DELETE bench-copy'],
  });
  add(`MOVE of ${someName}`, {
    before: ['CREATE bench-move'],
    turn: [
      { text: 'SELECT INBOX' },
      timed(`MOVE 1:${some} bench-move`),
      { text: 'SELECT bench-move' },
      timed('MOVE 1:* INBOX'),
      { text: 'SELECT INBOX' },
    ],
    after: ['DELETE bench-move'],
  });
  rows.push(appendCase(`IMAP APPEND of ${someName}, one by one`, some, 1));
  rows.push(appendCase(`IMAP APPEND of ${someName}, 50 a command (MULTIAPPEND)`, some, 50));
  rows.push(resyncCase(`${prefix}: QRESYNC after 50 changes`, messages));
  return rows;
}

/** What is searched for, where, and how many are found on every server; null where servers differ (marks and case are folded differently). */
function searches(messages: number): [name: string, key: string, words: string, hits: number | null][] {
  const rareHits = Math.ceil((messages - 7) / rareEvery);
  return [
    ['SUBJECT', 'SUBJECT', subjectWord, null],
    ['TEXT, a rare phrase', 'TEXT', rarePhrase, rareHits],
    ['TEXT, a common word', 'TEXT', commonWord, null],
    ['BODY, a rare phrase', 'BODY', rarePhrase, rareHits],
  ];
}

function search(key: string, words: string, hits: number | null): Step {
  const found = hits === null ? /\d+\r\n/ : new RegExp(`\\* SEARCH( \\d+){${hits}}\\r\\n`);
  return timed(`SEARCH CHARSET UTF-8 ${key} {${Buffer.byteLength(words)}+}\r\n${words}`, found);
}

function scriptCase(name: string, { before = ['SELECT INBOX'], turn, after = [], reconnects = false, isFirst = false }: Shape): BenchCase {
  const steps = (texts: readonly string[]): Step[] => texts.map((text) => ({ text }));
  return measured(name, isFirst, (side, bench) => ({
    kind: 'script',
    port: side.ports.imap,
    account: reader(side),
    before: steps(before),
    turn,
    after: steps(after),
    reconnects,
    warmsUp: !isFirst && !reconnects,
    seconds: turnSeconds(bench),
    turnsMax: isFirst ? 1 : Number.POSITIVE_INFINITY,
  }));
}

const appendCase = (name: string, messages: number, messagesPerCommand: number) =>
  measured(name, false, (side): AppendManyJob => {
    return { kind: 'append-many', port: side.ports.imap, account: reader(side), messages, messagesPerCommand };
  });

const resyncCase = (name: string, messages: number) =>
  measured(name, false, (side, bench) => {
    const changes = { changed: 45, gone: 5, seconds: turnSeconds(bench) };
    return { kind: 'resync', port: side.ports.imap, account: reader(side), messages, ...changes };
  });

/** The median of the turns. */
function measured(name: string, once: boolean, job: (side: MailSide, bench: Bench) => ScriptJob | AppendManyJob | ResyncJob): BenchCase {
  return {
    name,
    once,
    prepare: async (side, bench) => {
      await filling(side, bench);
    },
    async measure(side, bench) {
      const { durationsMs } = await bench.load.run(job(side, bench));
      return [{ what: '', unit: 'ms', value: durationsMs[Math.floor(durationsMs.length / 2)]! }];
    },
  };
}

/** There are many rows: a third of the usual time for each. */
const turnSeconds = ({ options }: Bench) => options.seconds / 3;

const fillCase = (prefix: string): BenchCase => ({
  name: `${prefix}: filling it by LMTP, 8 connections`,
  once: true,
  measure: async (side, bench) => [{ what: '', unit: 'messages/s', value: (await filling(side, bench)).perSecond }],
});

const indexedCase = (prefix: string): BenchCase => ({
  name: `${prefix}: from the last delivery until all is indexed`,
  once: true,
  async measure(side, bench) {
    const { indexedMs } = await filling(side, bench);
    return indexedMs === null ? null : [{ what: '', unit: 'ms', value: indexedMs }];
  },
});

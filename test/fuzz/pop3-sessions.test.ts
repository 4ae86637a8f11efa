import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Uid } from '#kernel/ids.ts';
import { message, type RawClient, startHarness } from '#mail/pop3/testing/raw-client.ts';
import { fuzzTimes } from './fuzz-times.ts';

type Command = { readonly verb: string; readonly argument: string };

const number = fc.constantFrom('1', '2', '3', '4', '5', '0', '99999999999', '-1', '01', 'x', '');
const command: fc.Arbitrary<Command> = fc.oneof(
  fc.record({
    verb: fc.constantFrom('STAT', 'NOOP', 'RSET', 'CAPA', 'LIST', 'UIDL', 'LANG', 'UTF8', 'USER', 'STLS'),
    argument: fc.constant(''),
  }),
  fc.record({ verb: fc.constantFrom('LIST', 'UIDL', 'RETR', 'DELE'), argument: number }),
  fc.record({ verb: fc.constantFrom('RETR', 'DELE'), argument: fc.constantFrom('1', '2', '3', '4') }),
  fc.record({ verb: fc.constant('TOP'), argument: fc.tuple(number, number).map(([one, other]) => `${one} ${other}`) }),
  fc.record({ verb: fc.constant('LANG'), argument: fc.constantFrom('vi', 'en', '*', 'xx', 'VI-vn') }),
  fc.record({
    verb: fc.constantFrom('stat', 'Noop', 'XYZ', 'RETR', 'DELE', '', 'A'),
    argument: fc.string({ unit: 'binary-ascii', maxLength: 20 }).map((text) => text.replace(/[\r\n]/g, '')),
  }),
);

/** What a maildrop of messages should be after the commands so far. */
class Model {
  readonly deleted = new Set<number>();
  readonly messages: readonly Buffer[];

  constructor(messages: readonly Buffer[]) {
    this.messages = messages;
  }

  has(argument: string): boolean {
    const place = /^\d{1,10}$/.test(argument) ? Number(argument) - 1 : -1;
    return place >= 0 && place < this.messages.length && !this.deleted.has(place);
  }

  get left(): number[] {
    return this.messages.flatMap((_, place) => (this.deleted.has(place) ? [] : [place]));
  }
}

const multiline = (verb: string, argument: string) =>
  ['RETR', 'TOP', 'CAPA'].includes(verb) || (['LIST', 'UIDL', 'LANG'].includes(verb) && argument === '');

/** The whole answer: its line, and the lines that follow it. */
async function ask(client: RawClient, { verb, argument }: Command): Promise<{ status: string; lines: string }> {
  const text = argument === '' ? verb : `${verb} ${argument}`;
  if (!multiline(verb, argument)) return { status: (await client.command(text)) ?? '(hung up)', lines: '' };
  const status = (await client.command(text)) ?? '(hung up)';
  if (!status.startsWith('+OK')) return { status, lines: '' };
  let lines = '';
  for (let line = await client.line(); line !== '.'; line = await client.line()) {
    if (line === null) throw new Error('hung up inside an answer');
    lines += `${line.startsWith('.') ? line.slice(1) : line}\r\n`;
  }
  return { status, lines };
}

async function expectAnswer(client: RawClient, model: Model, one: Command): Promise<void> {
  const { verb, argument } = one;
  const { status, lines } = await ask(client, one);
  expect(status).toMatch(/^(?:\+OK|-ERR)(?: [^\r\n\0]*)?$/);
  const sizes = model.left.map((place) => model.messages[place]!.length);
  if (verb === 'STAT' && argument === '') expect(status).toBe(`+OK ${sizes.length} ${sizes.reduce((sum, size) => sum + size, 0)}`);
  if (verb === 'LIST' && argument === '') expect(lines).toBe(model.left.map((place, at) => `${place + 1} ${sizes[at]}\r\n`).join(''));
  if (verb === 'UIDL' && argument === '') expect(lines.split('\r\n')).toHaveLength(sizes.length + 1);
  if (verb === 'RETR' || verb === 'DELE') expect([argument, status.startsWith('+OK')]).toEqual([argument, model.has(argument.trim())]);
  if (verb === 'RETR' && status.startsWith('+OK')) expect(lines).toBe(model.messages[Number(argument) - 1]!.toString());
  if (verb === 'DELE' && status.startsWith('+OK')) model.deleted.add(Number(argument) - 1);
  if (verb === 'RSET' && status.startsWith('+OK')) model.deleted.clear();
}

async function run(commands: readonly Command[]): Promise<void> {
  await using harness = await startHarness({ limits: { badCommandsMax: 1_000 } });
  const { backend } = harness;
  backend.pieceOctets = 5;
  for (const body of ['một\r\n', '.\r\n..hai\r\n.', '', '\r\n.\r\n']) backend.add(message('x', `${body}\r\n`));
  const before = [...backend.messages];
  const model = new Model(before.map(([, octets]) => octets));
  const client = await harness.signedIn();
  for (const one of commands) await expectAnswer(client, model, one);
  expect(await client.command('QUIT')).toMatch(/^\+OK/);
  expect(await client.rest()).toEqual([]);
  expect([...backend.messages.keys()]).toEqual(model.left.map((place): Uid => before[place]![0]));
  expect(harness.events.filter(({ event }) => event === 'pop3.fault' || event === 'pop3.hostile-input')).toEqual([]);
  expect(backend.isLocked).toBe(false);
}

it('POP3 sessions of any commands answer each, and delete what they were asked to', { timeout: 30_000 * fuzzTimes }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(command, { maxLength: 25 }), run), { numRuns: 100 * fuzzTimes });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CommandFramer } from '#mail/imap/command-framer.ts';
import { BadSyntax, CommandReader } from '#mail/imap/command-reader.ts';
import { commands } from '#mail/imap/commands/registry.ts';
import { imapLimits } from '#mail/imap/limits.ts';
import type { ImapSession } from '#mail/imap/session.ts';

const lineMax = 2_000;
const literalMax = 500;
// Reading arguments looks at nothing of a session but its limits and what was enabled.
const session = { deps: { limits: imapLimits }, qresync: true } as unknown as ImapSession;

/** What a decoder makes of octets in any pieces: how every command reads. Throws on anything but bad syntax. */
function decode(pieces: readonly Buffer[]): string[] {
  const framer = new CommandFramer(lineMax);
  const outcomes: string[] = [];
  for (const piece of pieces) {
    framer.push(piece);
    for (let event = framer.next(); event !== null; event = framer.next()) {
      if (event.kind === 'line-too-long') return [...outcomes, 'line too long'];
      if (event.kind === 'command') outcomes.push(readCommand(event.segments));
      else if (event.octets <= literalMax) framer.acceptLiteral();
      else framer.refuseLiteral();
    }
    expect(framer.bufferedOctets).toBeLessThanOrEqual(lineMax + 1);
  }
  return outcomes;
}

function readCommand(segments: ConstructorParameters<typeof CommandReader>[0]): string {
  try {
    const reader = new CommandReader(segments, { utf8Names: false });
    reader.tag();
    reader.expectSp();
    let verb = reader.word();
    if (verb === 'UID') {
      reader.expectSp();
      verb = `UID ${reader.word()}`;
    }
    const command = commands.get(verb);
    if (command === undefined) return 'unknown';
    command.prepare(reader, session);
    return verb;
  } catch (cause) {
    if (cause instanceof BadSyntax) return `bad: ${cause.message}`;
    throw cause;
  }
}

const verb = fc.constantFrom(...commands.keys());
const token = fc.oneof(
  fc.constantFrom(
    '(',
    ')',
    ' ',
    '"',
    '\\',
    '{3}\r\n',
    '{3+}\r\nabc',
    '~{2+}\r\n\0\r',
    '{0+}\r\n',
    '{999999+}\r\n',
    '*',
    '%',
    '$',
    '\0',
    '\r',
    '[',
    ']',
    '<0.5>',
  ),
  fc.constantFrom(
    'INBOX',
    'NIL',
    '1:*',
    '1,2:3',
    'FLAGS',
    '+FLAGS.SILENT',
    '(\\Seen)',
    'BODY.PEEK[1.2.MIME]',
    'BODY[HEADER.FIELDS (A)]',
    'RETURN',
    'OR',
    'NOT',
  ),
  fc.constantFrom(
    'SINCE',
    '1-Jan-2026',
    'CHARSET',
    'utf-8',
    '"a b"',
    '(QRESYNC (1 2 3:4))',
    'UNCHANGEDSINCE',
    '99999999999999999999',
    'UTF8',
    'BINARY[1]',
  ),
  fc.string({ maxLength: 8 }),
);
const command = fc
  .tuple(verb, fc.array(fc.tuple(fc.constantFrom(' ', '', ' '), token), { maxLength: 12 }))
  .map(([verb, tokens]) => Buffer.from(`a ${verb}${tokens.map(([space, text]) => space + text).join('')}\r\n`, 'latin1'));
const octets = fc.uint8Array({ maxLength: 300 }).map((array) => Buffer.from(array));
const input = fc
  .array(fc.oneof({ weight: 4, arbitrary: command }, { weight: 1, arbitrary: octets }), { maxLength: 8 })
  .map((pieces) => Buffer.concat(pieces));

describe('the IMAP decoder under fuzz', () => {
  it('never throws anything but bad syntax, and holds no more than a line', () => {
    fc.assert(
      fc.property(input, (octets) => {
        decode([octets]);
      }),
      { numRuns: 3_000 },
    );
  });

  it('reads the same however the input is split', () => {
    fc.assert(
      fc.property(input, fc.array(fc.nat({ max: 1_000 }), { maxLength: 6 }), (octets, cuts) => {
        const places = [0, ...cuts.map((cut) => cut % (octets.length + 1)), octets.length].sort((one, other) => one - other);
        const pieces = places.slice(1).map((end, at) => octets.subarray(places[at], end));
        expect(decode(pieces)).toEqual(decode([octets]));
      }),
      { numRuns: 1_000 },
    );
  });
});

import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { done } from '../completion.ts';

/**
 * RFC 2971. What clients say of themselves is not kept. Outlook (new, 2024: its service asks ID before it signs in) gives up on replies that it does
 * not expect, so that ours has one field, and an untagged line whatever was said.
 */
export const id = defineCommand({
  state: 'any',
  read(reader) {
    reader.expectSp();
    if (reader.peek() === 0x28) readFields(reader);
    else if (reader.nstring() !== null) throw new BadSyntax('Expected a list or NIL');
  },
  run(session) {
    session.out.text('* ID ("name" "congthu")\r\n');
    return done('ID completed');
  },
});

function readFields(reader: CommandReader): void {
  // RFC 2971 §3.3: at most 30 pairs.
  const strings = reader.list(() => reader.nstring(), 60);
  if (strings.length % 2 !== 0) throw new BadSyntax('ID fields come in pairs');
}

import type { AclChange } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { done } from '../completion.ts';
import { refusalReply } from '../refusal-reply.ts';
import { encodeMailbox, encodeString } from '../wire-encoder.ts';

/** RFC 4314 §3.5. Thunderbird (153) sends it after each SELECT, and GETACL of folders that are its user's own. */
export const myRights = defineCommand({
  state: 'authenticated',
  read: readMailbox,
  async run(session, name) {
    const result = await session.signedIn.acl.myRights(name);
    if (!result.ok) return refusalReply(result.refusal);
    session.out.text(myRightsLine(name, result.value, session.utf8Names));
    return done('MYRIGHTS completed');
  },
});

export function myRightsLine(name: string, letters: string, isUtf8: boolean): string {
  return `* MYRIGHTS ${encodeMailbox(name, isUtf8)} ${encodeString(letters)}\r\n`;
}

/** RFC 4314 §3.3. */
export const getAcl = defineCommand({
  state: 'authenticated',
  read: readMailbox,
  async run(session, name) {
    const result = await session.signedIn.acl.list(name);
    if (!result.ok) return refusalReply(result.refusal);
    const entries = result.value.map(({ identifier, letters }) => ` ${encodeString(identifier)} ${encodeString(letters)}`);
    session.out.text(`* ACL ${encodeMailbox(name, session.utf8Names)}${entries.join('')}\r\n`);
    return done('GETACL completed');
  },
});

/** RFC 4314 §3.4. */
export const listRights = defineCommand({
  state: 'authenticated',
  read: readMailboxAndIdentifier,
  async run(session, { name, identifier }) {
    const result = await session.signedIn.acl.listRights(name, identifier);
    if (!result.ok) return refusalReply(result.refusal);
    const { required, optional } = result.value;
    const groups = [required, ...optional].map((letters) => ` ${encodeString(letters)}`);
    session.out.text(`* LISTRIGHTS ${encodeMailbox(name, session.utf8Names)} ${encodeString(identifier)}${groups.join('')}\r\n`);
    return done('LISTRIGHTS completed');
  },
});

const operations = new Map<string, AclChange['operation']>([
  ['+', 'add'],
  ['-', 'remove'],
]);

/** RFC 4314 §3.1. */
export const setAcl = defineCommand({
  state: 'authenticated',
  read(reader) {
    const { name, identifier } = readMailboxAndIdentifier(reader);
    reader.expectSp();
    const text = reader.textString();
    const operation = operations.get(text[0] ?? '');
    const letters = operation === undefined ? text : text.slice(1);
    // RFC 4314 §2.1: rights are lower case letters and digits; others are an error.
    if (!/^[a-z0-9]*$/.test(letters)) throw new BadSyntax('Malformed rights');
    return { name, identifier, operation: operation ?? 'set', letters } as const;
  },
  async run(session, { name, ...change }) {
    const result = await session.signedIn.acl.change(name, change);
    return result.ok ? done('SETACL completed') : refusalReply(result.refusal);
  },
});

/** RFC 4314 §3.2. */
export const deleteAcl = defineCommand({
  state: 'authenticated',
  read: readMailboxAndIdentifier,
  async run(session, { name, identifier }) {
    const result = await session.signedIn.acl.change(name, { identifier, operation: 'delete', letters: '' });
    return result.ok ? done('DELETEACL completed') : refusalReply(result.refusal);
  },
});

function readMailbox(reader: CommandReader): string {
  reader.expectSp();
  return reader.mailbox();
}

function readMailboxAndIdentifier(reader: CommandReader): { name: string; identifier: string } {
  const name = readMailbox(reader);
  reader.expectSp();
  return { name, identifier: reader.textString() };
}

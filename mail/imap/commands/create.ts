import type { SpecialUse } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { BadSyntax, type CommandReader } from '../command-reader.ts';
import { done, no } from '../completion.ts';
import { specialUsesByName } from '../mailbox-listing.ts';
import { mailboxNameDefect } from '../mailbox-name.ts';
import { refusalReply } from '../refusal-reply.ts';

/** RFC 9051 §6.3.4, with the USE parameter of RFC 6154 §3. */
export const create = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    // A trailing separator announces names below, which needs nothing of us.
    const name = reader.mailbox().replace(/\/$/, '');
    return { name, uses: reader.sp() ? readUses(reader) : [] };
  },
  async run(session, { name, uses }) {
    const specialUses = uses.map((use) => specialUsesByName.get(use.toUpperCase()));
    if (specialUses.includes(undefined) || uses.length > 1) return no('Special use is not supported', 'USEATTR');
    const defect = mailboxNameDefect(name, session.deps.limits);
    if (defect !== null) return no(defect, 'CANNOT');
    const result = await session.signedIn.create(name, (specialUses[0] as SpecialUse | undefined) ?? null);
    return result.ok ? done('CREATE completed', `MAILBOXID (${result.value.mailboxId})`) : refusalReply(result.refusal);
  },
});

function readUses(reader: CommandReader): string[] {
  let uses: string[] = [];
  reader.list(() => {
    if (reader.word() !== 'USE') throw new BadSyntax('Unknown CREATE parameter');
    reader.expectSp();
    uses = reader.list(() => {
      reader.expectChar(0x5c);
      return `\\${reader.atom()}`;
    }, 10);
  }, 1);
  return uses;
}

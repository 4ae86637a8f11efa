import { defineCommand } from '../command.ts';
import { done, no } from '../completion.ts';
import { refusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';
import { encodeMailbox } from '../wire-encoder.ts';

/** RFC 9208 §4.1.2. One root, `""`: the account. */
export const getQuota = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    return reader.textString();
  },
  async run(session, root) {
    if (root !== '') return no('No such quota root', 'NONEXISTENT');
    await writeQuota(session);
    return done('GETQUOTA completed');
  },
});

/** RFC 9208 §4.1.3. */
export const getQuotaRoot = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    return reader.mailbox();
  },
  async run(session, name) {
    const found = await session.signedIn.status(name);
    if (!found.ok) return refusalReply(found.refusal);
    session.out.text(`* QUOTAROOT ${encodeMailbox(name, session.utf8Names)} ""\r\n`);
    await writeQuota(session);
    return done('GETQUOTAROOT completed');
  },
});

/** STORAGE counts units of 1,024 octets (RFC 9208 §5.1). */
async function writeQuota(session: ImapSession): Promise<void> {
  const { usedOctets, limitOctets } = await session.signedIn.quota();
  session.out.text(`* QUOTA "" (STORAGE ${Math.ceil(usedOctets / 1024)} ${Math.floor(limitOctets / 1024)})\r\n`);
}

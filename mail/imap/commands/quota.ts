import type { Result } from '#kernel/result.ts';
import type { QuotaUse } from '../backend.ts';
import { defineCommand } from '../command.ts';
import { done, no } from '../completion.ts';
import { refusalReply } from '../refusal-reply.ts';
import type { ImapSession } from '../session.ts';
import { encodeMailbox, encodeString } from '../wire-encoder.ts';

/** RFC 9208 §4.1.2. Roots are `""`, the account itself, and the addresses of those whose mailboxes are shared with it. */
export const getQuota = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    return reader.textString();
  },
  async run(session, root) {
    const result = await writeQuota(session, root);
    return result.ok ? done('GETQUOTA completed') : refusalReply(result.refusal);
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
    const root = await session.signedIn.quotaRootOf(name);
    if (!root.ok) return refusalReply(root.refusal);
    session.out.text(`* QUOTAROOT ${encodeMailbox(name, session.utf8Names)} ${encodeString(root.value)}\r\n`);
    const result = await writeQuota(session, root.value);
    return result.ok ? done('GETQUOTAROOT completed') : refusalReply(result.refusal);
  },
});

/** RFC 9208 §4.1.1: limits are the province's to set, so QUOTASET is not announced and the command is only answered. */
export const setQuota = defineCommand({
  state: 'authenticated',
  read(reader) {
    reader.expectSp();
    const root = reader.textString();
    reader.expectSp();
    reader.list(() => {
      reader.word();
      reader.expectSp();
      return reader.number(2 ** 63);
    }, 10);
    return root;
  },
  run: () => no('Quotas are set by the administrator', 'NOPERM'),
});

/** STORAGE counts units of 1,024 octets (RFC 9208 §5.1). MESSAGE (§5.2) is told only where it is limited: a resource without a limit has no entry. */
async function writeQuota(session: ImapSession, root: string): Promise<Result<QuotaUse>> {
  const quota = await session.signedIn.quota(root);
  if (!quota.ok) return quota;
  const { usedOctets, limitOctets, usedMessages, limitMessages } = quota.value;
  const resources = [`STORAGE ${Math.ceil(usedOctets / 1024)} ${Math.floor(limitOctets / 1024)}`];
  if (limitMessages !== null) resources.push(`MESSAGE ${usedMessages} ${limitMessages}`);
  session.out.text(`* QUOTA ${encodeString(root)} (${resources.join(' ')})\r\n`);
  return quota;
}

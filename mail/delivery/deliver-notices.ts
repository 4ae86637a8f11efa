import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import type { BodyStore } from '#mail/store/body-store.ts';
import { inboxesOf } from '#mail/store/mailbox-sql.ts';
import { storeDeliveries } from './commit-deliveries.ts';

interface Deps {
  readonly bodies: BodyStore;
  readonly now: () => Date;
}

export interface NoticeToOurs {
  readonly accountId: AccountId;
  readonly address: string;
  readonly octets: Buffer;
}

/**
 * Notices of our own making from `<>` into INBOXes of ours, all by the same few statements, inside the transaction of what they tell about.
 * Answers in whose INBOX one is: who has none is left out, which is no reason not to do what is told about.
 */
export async function deliverNotices({ bodies, now }: Deps, tx: Tx, notices: readonly NoticeToOurs[]): Promise<readonly AccountId[]> {
  const inboxes = await inboxesOf(
    tx,
    notices.map(({ accountId }) => accountId),
  );
  const deliveries = notices
    .filter(({ accountId }) => inboxes.has(accountId))
    .map(async ({ accountId, address, octets }) => ({
      content: { body: await bodies.prepare(octets), facts: scanContent(octets) },
      local: [{ accountId, prefix: Buffer.from(`Return-Path: <>\r\nDelivered-To: ${address}\r\n`) }],
      remote: null,
      receivedAt: now(),
      actorAccountId: null,
    }));
  await storeDeliveries(tx, await Promise.all(deliveries));
  return [...inboxes.keys()];
}

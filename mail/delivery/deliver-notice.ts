import { parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId, MailboxId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import { scanContent } from '#mail/mime/content-facts.ts';
import type { BodyStore } from '#mail/store/body-store.ts';
import { storeDeliveries } from './commit-deliveries.ts';
import { deliveryLimits } from './limits.ts';

export interface NoticeDeps {
  readonly bodies: BodyStore;
  readonly now: () => Date;
  /** The account an address of ours belongs to, or 'elsewhere'; null when it is ours and nobody's. */
  readonly resolve: (address: string) => Promise<AccountId | 'elsewhere' | null>;
}

/**
 * Delivers a notice of our own making (a DSN) from `<>`, inside the transaction of what it tells about. Answers the mailboxes that will have
 * changed at commit. To an address of ours that has gone meanwhile it is dropped: a notice about a notice would be a loop (RFC 5321 §6.1).
 */
export async function deliverNotice(deps: NoticeDeps, tx: Tx, notice: { to: string; octets: Buffer }): Promise<MailboxId[]> {
  const to = parseEmailAddress(notice.to);
  if (!to.ok) return [];
  const target = await deps.resolve(notice.to);
  if (target === null) return [];
  const receivedAt = deps.now();
  const content = { body: await deps.bodies.prepare(notice.octets), facts: scanContent(notice.octets) };
  const common = { content, receivedAt, actorAccountId: null };
  const isElsewhere = target === 'elsewhere';
  const prefix = Buffer.from(isElsewhere ? '' : `Return-Path: <>\r\nDelivered-To: ${notice.to}\r\n`);
  return storeDeliveries(tx, [
    isElsewhere
      ? {
          ...common,
          local: [],
          remote: {
            prefix,
            envelopeFrom: '',
            envelopeId: null,
            dsnReturn: null,
            requiresSmtpUtf8: false,
            requires8BitMime: true,
            actorAccountId: null,
            recipients: [{ address: notice.to, domain: to.value.domain, notify: ['never'], originalRecipient: null }],
            expiresAt: new Date(receivedAt.getTime() + deliveryLimits.queueLifetimeMs),
          },
        }
      : { ...common, local: [{ accountId: target, prefix }], remote: null },
  ]);
}

import { candidateLocalParts } from '#directory/access/rules.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer, Session } from '#kernel/session.ts';
import { arrive } from '#mail/delivery/arrive.ts';
import type { DeliveryDeps } from '#mail/delivery/delivery-deps.ts';
import { openSpool } from '#mail/delivery/spool.ts';
import type { Destination, SmtpBackend } from '#mail/smtp/backend.ts';
import type { Directory } from './directory.ts';
import type { SessionActs } from './session-acts.ts';

export interface SmtpBackendDeps {
  readonly delivery: DeliveryDeps;
  readonly directory: Pick<Directory, 'resolve' | 'maySendAs' | 'stillAllowed'>;
  readonly spoolFolder: string;
  /** How mail for other domains goes out, if at all. */
  readonly outbound: 'closed' | 'relay' | 'direct';
  /** What the audit hears of a session. */
  readonly acts: Pick<SessionActs, 'count'>;
  readonly signIn: (input: { username: string; password: string; peer: Peer }) => Promise<Result<Session>>;
}

type RecipientInput = Parameters<SmtpBackend['resolveRecipient']>[0];

/** SMTP and LMTP over delivery and the directory. */
export function smtpBackend(deps: SmtpBackendDeps): SmtpBackend {
  const { delivery, directory } = deps;
  return {
    signIn: deps.signIn,
    async admitSender({ door, session, sender }) {
      if (door !== 'submission' || session === null) return ok();
      // Signed in an hour ago on a connection that is still open: access may have ended since.
      if (!directory.stillAllowed(session)) return refused(refusal('unauthenticated', 'Access has ended: sign in again'));
      if (sender === null) return refused(refusal('forbidden', 'A submitted message needs a sender of yours'));
      return directory.maySendAs(session, sender);
    },
    resolveRecipient: (input) => resolveRecipient(deps, input),
    async accept(message) {
      const taken = await arrive(delivery, message);
      const { session, sender } = message;
      if (taken.ok && session !== null && sender !== null)
        deps.acts.count(session, 'message.send', { accountId: null, subject: `${candidateLocalParts(sender).at(-1)}@${sender.domain}` });
      return taken;
    },
    async acceptEach(message) {
      // Existence, policy and quota were settled at RCPT; what is left (a scanner's verdict, the transaction) is the same for all.
      const outcome = await arrive(delivery, message);
      return message.recipients.map(() => outcome);
    },
    openSpool: () => openSpool(deps.spoolFolder),
  };
}

async function resolveRecipient(deps: SmtpBackendDeps, input: RecipientInput): Promise<Result<Destination>> {
  const found = await deps.directory.resolve(input.recipient);
  if (found.kind === 'foreign') return relayed(deps, input);
  if (found.kind === 'unknown') return refused(refusal('not-found', 'No such mailbox here'));
  // Whatever its size, a message takes room: a mailbox at its quota is full.
  const octets = Math.max(input.sizeOctets ?? 0, 1);
  const holdsAll = found.quotaMessages !== null && found.usedMessages >= found.quotaMessages;
  if (found.usedOctets + octets > found.quotaOctets || holdsAll) return refused(refusal('over-quota', 'Mailbox is full'));
  const { accountId, address, isAnswered } = found;
  return ok({ kind: 'local', accountId, address, ...(isAnswered ? { isAnswered } : {}) });
}

function relayed(deps: SmtpBackendDeps, input: RecipientInput): Result<Destination> {
  if (input.door !== 'submission' || input.session === null) return refused(refusal('relay-denied', 'Relaying denied'));
  if (deps.outbound === 'closed') return refused(refusal('relay-denied', 'Mail to other domains is not set up on this server'));
  // An address literal would have us connect to any machine a sender names, our own network's too.
  if (deps.outbound === 'direct' && input.recipient.domain.startsWith('['))
    return refused(refusal('relay-denied', 'Mail to address literals is not sent'));
  return ok({ kind: 'remote', address: input.recipient });
}

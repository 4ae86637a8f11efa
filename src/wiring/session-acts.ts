import type { SignInOutcome } from '#directory/access/sign-in.ts';
import { type ActOrigin, credentialText } from '#directory/audit/act.ts';
import type { ActTally, CountedActName } from '#directory/audit/act-tally.ts';
import type { AccountId } from '#kernel/ids.ts';
import { networkOf } from '#kernel/network-of.ts';
import type { Session } from '#kernel/session.ts';

/** What sessions do, for the audit: where each comes from, and counts of what they do too often for an entry each. */
export class SessionActs {
  readonly #tally: ActTally;
  readonly #origins = new WeakMap<Session, ActOrigin>();

  constructor(tally: ActTally) {
    this.#tally = tally;
  }

  /** A sign-in came to its end. Neither name nor password of one that failed is kept: people type one where the other belongs. */
  heard({ service: via, peer, accountId, signedIn }: SignInOutcome): void {
    if (signedIn.ok) {
      const session = signedIn.value;
      this.#origins.set(session, { via, peer: peer.address, credential: session.credential });
      this.count(session, 'session.sign-in', { accountId: session.account.id });
      return;
    }
    const { kind } = signedIn.refusal;
    if (kind !== 'unauthenticated' && kind !== 'throttled') return; // nothing was proved or disproved
    const act = kind === 'throttled' ? 'session.sign-in-blocked' : 'session.sign-in-failed';
    this.#tally.count({ act, actorAccountId: null, accountId, via, network: networkOf(peer.address), credential: '', subject: '' });
  }

  /** Where a session came from; undefined for one that was not signed in here. */
  originOf(session: Session): ActOrigin | undefined {
    return this.#origins.get(session);
  }

  count(session: Session, act: CountedActName, what: { accountId: AccountId | null; subject?: string }, amount = 1): void {
    const origin = this.#origins.get(session);
    if (origin === undefined || amount === 0) return;
    this.#tally.count(
      {
        ...{ act, actorAccountId: session.actor.accountId, accountId: what.accountId, via: origin.via },
        ...{ network: networkOf(origin.peer ?? ''), credential: credentialText(session.credential), subject: what.subject ?? '' },
      },
      amount,
    );
  }
}

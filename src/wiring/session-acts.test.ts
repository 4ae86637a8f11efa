import { beforeEach, describe, expect, it } from 'vitest';
import type { SignedInSession, SignInOutcome } from '#directory/access/sign-in.ts';
import type { ActTally, CountedAct } from '#directory/audit/act-tally.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { type RefusalKind, refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import { SessionActs } from './session-acts.ts';

const counted: [CountedAct, number][] = [];
const tally = { count: (act: CountedAct, amount: number) => void counted.push([act, amount]) } as unknown as ActTally;
const acts = new SessionActs(tally);
const peer = { address: '2001:db8:1:2:3:4:5:6', port: 1, secure: true, loopback: false };
const session: SignedInSession = {
  actor: { personId: 1 as PersonId, accountId: 2 as AccountId, address: 'an@backan.gov.vn' },
  credential: { kind: 'app-password', id: 'k7' },
  account: { id: 3 as AccountId, address: 'tt@backan.gov.vn' },
  ...{ accessGeneration: 1, passwordVersion: null },
};
const heard = (signedIn: SignInOutcome['signedIn'], accountId: AccountId | null = 3 as AccountId) =>
  acts.heard({ service: 'pop3', peer, accountId, signedIn });
beforeEach(() => {
  counted.length = 0;
});

describe('a sign-in', () => {
  it.each<[RefusalKind, string | undefined]>([
    ['unauthenticated', 'session.sign-in-failed'],
    ['throttled', 'session.sign-in-blocked'],
    ['unavailable', undefined],
  ])('refused as %s is counted as %s, by the network', (kind, act) => {
    heard(refused(refusal(kind, 'no')));
    expect(counted.map(([one]) => one)).toEqual(
      act === undefined
        ? []
        : [
            {
              ...{ act, actorAccountId: null, accountId: 3, via: 'pop3', network: '2001:db8:1:2::/64' },
              ...{ credential: '', subject: '' },
            },
          ],
    );
  });

  it('that succeeded is counted, with who opened what by which proof', () => {
    heard(ok(session));
    expect(counted).toEqual([
      [
        {
          ...{ act: 'session.sign-in', actorAccountId: 2, accountId: 3, via: 'pop3', network: '2001:db8:1:2::/64' },
          ...{ credential: 'app-password k7', subject: '' },
        },
        1,
      ],
    ]);
  });
});

describe('what a session does', () => {
  it('comes from nowhere that is known, when it was not signed in here, and is not counted', () => {
    const stranger = { ...session };
    acts.count(stranger, 'mailbox.open', { accountId: 3 as AccountId });
    expect([acts.originOf(stranger), counted]).toEqual([undefined, []]);
  });

  it('comes from where it signed in', () => {
    heard(ok(session));
    expect(acts.originOf(session)).toEqual({ via: 'pop3', peer: peer.address, credential: session.credential });
    counted.length = 0;
    acts.count(session, 'mailbox.read', { accountId: 3 as AccountId, subject: 'INBOX' }, 0);
    expect(counted).toEqual([]);
  });
});

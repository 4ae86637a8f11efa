import { describe, expect, it } from 'vitest';
import type { EmailAddress } from '#kernel/email-address.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { refusal } from '#kernel/refusal.ts';
import { ok, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { DeliveryDeps } from '#mail/delivery/delivery-deps.ts';
import type { ResolvedAddress } from './address-book.ts';
import { type SmtpBackendDeps, smtpBackend } from './smtp-backend.ts';

const at = (localPart: string, domain = 'backan.gov.vn'): EmailAddress => ({ localPart, domain });
const peer = { address: '192.0.2.1', port: 1, secure: true, loopback: false };
const session: Session = {
  actor: { personId: 1 as PersonId, accountId: 1 as AccountId, address: 'anhnv.tt@backan.gov.vn' },
  credential: { kind: 'password' },
  account: { id: 1 as AccountId, address: 'anhnv.tt@backan.gov.vn' },
  accessGeneration: 1,
};

function backendWith(more: { found?: ResolvedAddress; outbound?: 'closed' | 'relay' | 'direct'; stillAllowed?: boolean } = {}) {
  const { found = { kind: 'foreign' }, outbound = 'relay' as const, stillAllowed = true } = more;
  const directory: SmtpBackendDeps['directory'] = {
    resolve: async () => found,
    maySendAs: async (_session, address) => (address.localPart === 'anhnv.tt' ? ok() : refused(refusal('forbidden', 'not yours'))),
    stillAllowed: () => stillAllowed,
  };
  const signIn = async () => refused(refusal('unauthenticated', 'no'));
  return smtpBackend({
    delivery: {} as DeliveryDeps,
    directory,
    spoolFolder: '/nowhere',
    outbound,
    signIn,
    acts: { count: () => undefined },
  });
}

const local = (usedOctets: number, quotaMessages: number | null = null): ResolvedAddress => ({
  kind: 'local',
  accountId: 7 as AccountId,
  address: 'tt@backan.gov.vn',
  usedOctets,
  quotaOctets: 1_000,
  usedMessages: 5,
  quotaMessages,
  isAnswered: false,
});

function rcpt(backend: ReturnType<typeof backendWith>, more: { door?: 'mx' | 'submission' | 'lmtp'; sizeOctets?: number | null } = {}) {
  const { door = 'mx', sizeOctets = null } = more;
  return backend.resolveRecipient({ door, session: door === 'submission' ? session : null, recipient: at('tt'), sizeOctets, peer });
}

describe('a recipient', () => {
  it('of another domain is refused to whoever has not signed in', async () => {
    for (const door of ['mx', 'lmtp'] as const)
      expect(await rcpt(backendWith(), { door })).toMatchObject({ ok: false, refusal: { kind: 'relay-denied' } });
  });

  it('of another domain is refused while no relay is configured, and queued when one is', async () => {
    const refusedThere = await rcpt(backendWith({ outbound: 'closed' }), { door: 'submission' });
    expect(refusedThere).toMatchObject({ ok: false, refusal: { kind: 'relay-denied', message: expect.stringContaining('not set up') } });
    expect(await rcpt(backendWith(), { door: 'submission' })).toEqual(ok({ kind: 'remote', address: at('tt') }));
  });

  it('at an address literal is refused where we would connect to it ourselves', async () => {
    const recipient = { localPart: 'a', domain: '[10.0.0.1]' };
    const ask = (outbound: 'direct' | 'relay') =>
      backendWith({ outbound }).resolveRecipient({ door: 'submission', session, recipient, sizeOctets: null, peer });
    expect(await ask('direct')).toMatchObject({ ok: false, refusal: { kind: 'relay-denied' } });
    expect(await ask('relay')).toEqual(ok({ kind: 'remote', address: recipient }));
  });

  it('that nobody is, is not found', async () => {
    expect(await rcpt(backendWith({ found: { kind: 'unknown' } }))).toMatchObject({ ok: false, refusal: { kind: 'not-found' } });
  });

  it('whose mailbox is at its quota is refused, whatever size is said', async () => {
    const full = { ok: false, refusal: { kind: 'over-quota' } };
    expect(await rcpt(backendWith({ found: local(1_000) }))).toMatchObject(full);
    expect(await rcpt(backendWith({ found: local(0, 5) }))).toMatchObject(full);
    expect(await rcpt(backendWith({ found: local(0, 6) }))).toMatchObject({ ok: true });
    expect(await rcpt(backendWith({ found: local(1_000) }), { sizeOctets: 0 })).toMatchObject(full);
    expect(await rcpt(backendWith({ found: local(900) }), { sizeOctets: 101 })).toMatchObject(full);
    const there = ok({ kind: 'local', accountId: 7, address: 'tt@backan.gov.vn' });
    expect(await rcpt(backendWith({ found: local(900) }), { sizeOctets: 100 })).toEqual(there);
    expect(await rcpt(backendWith({ found: local(999) }))).toEqual(there);
  });
});

describe('a submitted sender', () => {
  const admit = (backend: ReturnType<typeof backendWith>, sender: EmailAddress | null) =>
    backend.admitSender({ door: 'submission', session, sender, sizeOctets: null, peer });

  it('is refused when it is another, or none', async () => {
    expect(await admit(backendWith(), at('huongtt.tt'))).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect(await admit(backendWith(), null)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
  });

  it('is refused on a connection whose access has ended since it signed in', async () => {
    const backend = backendWith({ stillAllowed: false });
    expect(await admit(backend, at('anhnv.tt'))).toMatchObject({ ok: false, refusal: { kind: 'unauthenticated' } });
  });

  it('is admitted when it is their own', async () => {
    expect(await admit(backendWith(), at('anhnv.tt'))).toEqual(ok());
  });
});

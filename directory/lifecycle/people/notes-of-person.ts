import type { AccountId } from '#kernel/ids.ts';
import { addressText } from '../units/org-state.ts';
import { notedCertificates, remarkCertificates } from './certificates-of-person.ts';
import type { PersonDeeds, PersonNotes } from './person-deeds.ts';
import { keptPosts, type PersonDraft, remark } from './person-draft.ts';
import type { KnownPerson, PostGrant } from './person-state.ts';

/** What the plan means today: everything that people should see before they say yes. */
export function notesOf(draft: PersonDraft, deeds: PersonDeeds): PersonNotes {
  const { subject, clashes, remarks } = draft;
  for (const { id, title, effectiveOn } of draft.state.otherPlans)
    if (id === subject?.absence?.returnPlanId && ['in-service', 'left'].includes(deeds.standing ?? ''))
      remark(draft, `Kế hoạch ${id} (${title}, ${effectiveOn}) bị huỷ`, `Plan ${id} (${title}, ${effectiveOn}) is cancelled`);
    else
      remark(
        draft,
        `Kế hoạch ${id} (${title}, ${effectiveOn}) cũng về người này; nó sẽ phải lập lại (plan remake)`,
        `Plan ${id} (${title}, ${effectiveOn}) is about the same person and will have to be made again (plan remake)`,
      );
  remarkLosers(draft, deeds);
  remarkCertificates(draft, deeds);
  if (subject !== null && subject.accountState === 'locked' && subject.absence === null)
    remark(
      draft,
      'Tài khoản đang bị quản trị khoá (user unlock); người tạm dừng rồi trở lại thì được mở khoá',
      'The account is locked by an administrator (user unlock); who is suspended and returns is unlocked',
    );
  const grantsEnd = subject === null ? [] : endedGrants(subject, deeds);
  const { begins, ends } = accessOf(draft, deeds, subject);
  return {
    clashes,
    accessBegins: [...begins.values()],
    accessEnds: [...ends.values()],
    grantsEnd: grantsEnd.map(({ who, rights, until, side }) => ({ who, rights, until, side })),
    appPasswordsEnd: subject === null ? [] : endedAppPasswords(subject, deeds, new Set(ends.keys())),
    certificates: notedCertificates(draft, deeds),
    quota: quotaOf(deeds, subject),
    receives: receiving(deeds, subject),
    remarks,
  };
}

/** Heads who make room lose the unit's mailbox. */
function remarkLosers(draft: PersonDraft, { ends, person }: PersonDeeds): void {
  for (const end of ends.filter(({ personId }) => personId !== person.personId)) {
    const lost = byPosts(draft, [end]).map(([, target]) => target);
    if (lost.length === 0) continue;
    const targets = [...new Set(lost)].join(', ');
    remark(
      draft,
      `${end.holder} thôi đọc ${targets} theo chức vụ này; mật khẩu ứng dụng chỉ còn mở được nhờ nó bị thu hồi`,
      `${end.holder} no longer reads ${targets} by this post; app passwords that opened it only by that are revoked`,
    );
  }
}

function endedGrants({ grantsTo, grantsOn }: KnownPerson, { access }: PersonDeeds) {
  const toPerson = grantsTo.filter(({ targetAccountId }) => access.grantsTo === 'all' || access.grantsTo.includes(targetAccountId));
  return [
    ...toPerson.map((grant) => ({ ...grant, side: 'to' as const })),
    ...grantsOn
      .filter(({ isLent }) => access.grantsOn === 'all' || (access.grantsOn === 'lent' && isLent))
      .map((grant) => ({ ...grant, side: 'on' as const })),
  ];
}

interface AccessChange {
  readonly begins: ReadonlyMap<AccountId, string>;
  readonly ends: ReadonlyMap<AccountId, string>;
}

/** Mailboxes by what the person is (posts, heading units) and by name, before and after. */
function accessOf(draft: PersonDraft, deeds: PersonDeeds, subject: KnownPerson | null): AccessChange {
  const named = subject?.grantsTo ?? [];
  const ended = new Set(endedGrants({ ...nobody, grantsTo: named }, deeds).map(({ id }) => id));
  const byName = (grants: typeof named) => grants.map(({ targetAccountId, who }): [AccountId, string] => [targetAccountId, who]);
  const before = new Map([...byPosts(draft, subject?.posts ?? []), ...byName(named)]);
  const isIn = deeds.standing !== 'left' && deeds.standing !== 'suspended';
  const held = [...(subject === null ? [] : keptPosts(draft, subject)), ...deeds.begins];
  const after = new Map(isIn ? [...byPosts(draft, held), ...byName(named.filter(({ id }) => !ended.has(id)))] : []);
  return {
    begins: new Map([...after].filter(([account]) => !before.has(account))),
    ends: new Map([...before].filter(([account]) => !after.has(account))),
  };
}

const nobody = { grantsOn: [] } as unknown as KnownPerson;

type Held = { readonly postId: number | null; readonly unitId: number; readonly kind: string };

function byPosts({ state }: PersonDraft, posts: readonly Held[]): readonly [AccountId, string][] {
  const has = ({ kind, principalId }: PostGrant) =>
    posts.some((post) => (kind === 'post' ? post.postId === principalId : post.kind === 'head' && post.unitId === principalId));
  return state.postGrants.filter(has).map(({ targetAccountId, target }) => [targetAccountId, target]);
}

function endedAppPasswords({ appPasswords, accountId }: KnownPerson, { access }: PersonDeeds, closed: ReadonlySet<AccountId>) {
  return appPasswords
    .filter(({ opensAccountId }) => access.appPasswords === 'all' || (opensAccountId !== accountId && closed.has(opensAccountId)))
    .map(({ label, opens }) => ({ label, opens }));
}

function quotaOf({ creates }: PersonDeeds, subject: KnownPerson | null): PersonNotes['quota'] {
  if (creates !== null) return { usedOctets: 0, quotaOctets: creates.quotaOctets };
  return subject && { usedOctets: subject.usedOctets, quotaOctets: subject.quotaOctets };
}

/** What is not for ever, and what an address that changes leaves behind. */
function receiving({ address, keeping }: PersonDeeds, subject: KnownPerson | null): PersonNotes['receives'] {
  if (subject === null) return [];
  const primary = addressText(subject.address);
  const others = subject.otherAddresses;
  if (keeping !== null) {
    const sooner = (until: string | null) => (until !== null && until < keeping.receiveUntil ? until : keeping.receiveUntil);
    return [{ address: primary, until: null }, ...others].map((one) => ({ address: one.address, until: sooner(one.until) }));
  }
  return address === null ? [] : [{ address: primary, until: address.oldUntil }, ...others];
}

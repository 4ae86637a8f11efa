import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { allRights, noRights, type Right } from '../rights.ts';
import { decide, decideByRights } from './decide.ts';
import { type AccessAct, accessActs, type MailboxAct, policy } from './policy.ts';
import { type Role, roles } from './role.ts';
import type { ActorFacts, PlacedRole, TargetFacts } from './standing.ts';

const [root, district, commune, office, elsewhere] = [1, 2, 3, 4, 5] as UnitId[] as [UnitId, UnitId, UnitId, UnitId, UnitId];
const [me, other, unitMailbox] = [10, 11, 12] as AccountId[] as [AccountId, AccountId, AccountId];
const nobody: ActorFacts = { accountId: me, isActive: true, roles: [], headed: [] };

/** One who has that role and, but for being staff, no other: over, or at the head of, `commune`. */
const actors: Readonly<Record<Role, ActorFacts>> = {
  operator: { ...nobody, roles: [{ role: 'operator', unitId: null, validTo: null }] },
  'unit-administrator': { ...nobody, roles: [{ role: 'unit-administrator', unitId: commune, validTo: null }] },
  auditor: { ...nobody, roles: [{ role: 'auditor', unitId: null, validTo: null }] },
  'unit-head': { ...nobody, headed: [commune] },
  staff: nobody,
};

const none: TargetFacts = {
  accountId: null,
  isUnitMailbox: false,
  gainer: null,
  gainingHeadOf: null,
  places: [],
  roles: [],
  granted: noRights,
};
const targets = {
  o: { ...none, accountId: unitMailbox, isUnitMailbox: true, places: [[commune, district, root]] }, // the own unit's
  i: { ...none, accountId: other, places: [[office, commune, district, root]] }, // inside, one below
  x: { ...none, accountId: other, places: [[elsewhere, root]] }, // outside
  u: { ...none, accountId: other, places: [[district, root]] }, // above
  c: { ...none, accountId: other, places: [[commune, district, root]] }, // of somebody who works in the own unit
  s: { ...none, accountId: me, places: [[commune, district, root]] }, // oneself
  n: none, // nobody's: the system's
} as const;

// For each act and role the targets on which it is allowed; a new act or role does not compile before it has its place here.
const all = 'oixucsn';
const expected: Readonly<Record<AccessAct, Readonly<Record<Role, string>>>> = {
  'directory.read': { operator: all, 'unit-administrator': all, auditor: all, 'unit-head': all, staff: all },
  'directory.write': { operator: all, 'unit-administrator': 'oics', auditor: '', 'unit-head': '', staff: '' },
  'correction.answer': { operator: 'oixucn', 'unit-administrator': 'oic', auditor: '', 'unit-head': '', staff: '' },
  'request.read': { operator: all, 'unit-administrator': 'oics', auditor: all, 'unit-head': 'ocs', staff: '' },
  'request.make': { operator: all, 'unit-administrator': 'oics', auditor: '', 'unit-head': 'ocs', staff: '' },
  'request.endorse': { operator: all, 'unit-administrator': 'oics', auditor: '', 'unit-head': '', staff: '' },
  'post.write': { operator: all, 'unit-administrator': 'oics', auditor: '', 'unit-head': '', staff: '' },
  'plan.read': { operator: all, 'unit-administrator': '', auditor: all, 'unit-head': '', staff: '' },
  'plan.make': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'plan.carry-out': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'plan.cancel': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'head.appoint': { operator: 'oixucn', 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'account.read': { operator: all, 'unit-administrator': 'oics', auditor: all, 'unit-head': 's', staff: 's' },
  'account.lock': { operator: all, 'unit-administrator': 'oics', auditor: '', 'unit-head': '', staff: '' },
  'account.unlock': { operator: all, 'unit-administrator': 'oics', auditor: '', 'unit-head': '', staff: '' },
  'account.delete': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'account.hold': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'account.set-quota': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'password.change': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'password.reset': { operator: 'oixucn', 'unit-administrator': 'oic', auditor: '', 'unit-head': '', staff: '' },
  'second-factor.change': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'second-factor.reset': { operator: 'oixucn', 'unit-administrator': 'oic', auditor: '', 'unit-head': '', staff: '' },
  'sso.unlink': { operator: all, 'unit-administrator': 'oics', auditor: 's', 'unit-head': 's', staff: 's' },
  'app-password.make': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'app-password.revoke': { operator: all, 'unit-administrator': 'oics', auditor: 's', 'unit-head': 's', staff: 's' },
  'own-data.export': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'correction.ask': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'token.make': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'token.revoke': { operator: all, 'unit-administrator': 'oics', auditor: 's', 'unit-head': 's', staff: 's' },
  'mail.read': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'mail.organise': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'mail.delete': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'mail.send-as': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'mail.send-on-behalf': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 's', staff: 's' },
  'mail.open': { operator: 'oixucn', 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'delegation.manage': { operator: 's', 'unit-administrator': 's', auditor: 's', 'unit-head': 'os', staff: 's' },
  'delegation.end': { operator: all, 'unit-administrator': 's', auditor: 's', 'unit-head': 'os', staff: 's' },
  'device.read': { operator: all, 'unit-administrator': 'oics', auditor: all, 'unit-head': 's', staff: 's' },
  'audit.read': { operator: all, 'unit-administrator': '', auditor: all, 'unit-head': '', staff: '' },
  'calendar.change': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'certificate.read': { operator: all, 'unit-administrator': 'oics', auditor: all, 'unit-head': 'ocs', staff: 's' },
  'certificate.manage': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'duty.read': { operator: all, 'unit-administrator': 'oics', auditor: all, 'unit-head': 'ocs', staff: 's' },
  'outage.read': { operator: all, 'unit-administrator': all, auditor: all, 'unit-head': all, staff: all },
  'outage.note': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'report.read': { operator: all, 'unit-administrator': 'oics', auditor: all, 'unit-head': 'ocs', staff: '' },
  'report.issue': { operator: all, 'unit-administrator': 'oics', auditor: '', 'unit-head': 'ocs', staff: '' },
  'settings.read': { operator: all, 'unit-administrator': '', auditor: all, 'unit-head': '', staff: '' },
  'settings.change': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'announcement.read': { operator: all, 'unit-administrator': '', auditor: all, 'unit-head': '', staff: '' },
  'announcement.write': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'announcement.mail': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'status.read': { operator: all, 'unit-administrator': '', auditor: all, 'unit-head': '', staff: '' },
  'queue.read': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'queue.change': { operator: all, 'unit-administrator': '', auditor: '', 'unit-head': '', staff: '' },
  'role.read': { operator: all, 'unit-administrator': 'oics', auditor: all, 'unit-head': 's', staff: 's' },
  'role.grant': { operator: 'oixucn', 'unit-administrator': 'oic', auditor: '', 'unit-head': '', staff: '' },
  'role.revoke': { operator: all, 'unit-administrator': 'oics', auditor: 's', 'unit-head': 's', staff: 's' },
};

const cases = accessActs.flatMap((act) => roles.map((role) => [act, role] as const));
const allowedOn = (actor: ActorFacts, act: AccessAct) =>
  Object.entries(targets)
    .filter(([, target]) => decide(actor, act, target).ok)
    .map(([place]) => place)
    .join('');

describe('every role, every act, every place', () => {
  it.each(cases)('%s by %s', (act, role) => {
    expect(allowedOn(actors[role], act)).toBe(expected[act][role]);
  });

  it.each(accessActs)('%s is allowed to nobody who is suspended', (act) => {
    for (const role of roles) expect(allowedOn({ ...actors[role], isActive: false }, act)).toBe('');
  });

  it.each(accessActs)('%s is allowed at the console', (act) => {
    for (const target of Object.values(targets)) expect(decide('console', act, target)).toEqual({ ok: true, value: { by: 'console' } });
  });
});

describe('what is refused', () => {
  it.each(['', 'mail.burn', 'toString', '__proto__', 'constructor'])('is an act that nobody knows: %j, even at the console', (act) => {
    for (const actor of ['console', actors.operator] as const)
      expect(decide(actor, act as AccessAct, none)).toMatchObject({
        ok: false,
        refusal: { kind: 'forbidden', message: 'There is no such act' },
      });
  });

  it('is a person with a second post outside the units that one administers', () => {
    const both = { ...targets.i, places: [...targets.i.places, ...targets.x.places] };
    expect(decide(actors['unit-administrator'], 'password.reset', both).ok).toBe(false);
    expect(decide(actors.operator, 'password.reset', both).ok).toBe(true);
  });

  it('is acting on the account of somebody with a role that one does not have', () => {
    const place = [commune, district, root];
    const holders: [PlacedRole, boolean][] = [
      [{ role: 'operator', unitId: null, validTo: null, place: [] }, false],
      [{ role: 'auditor', unitId: null, validTo: null, place: [] }, false],
      [{ role: 'unit-administrator', unitId: district, validTo: null, place: place.slice(1) }, false],
      [{ role: 'unit-administrator', unitId: elsewhere, validTo: null, place: [elsewhere, root] }, false],
      [{ role: 'unit-administrator', unitId: commune, validTo: null, place }, true],
      [{ role: 'unit-administrator', unitId: office, validTo: null, place: [office, ...place] }, true],
    ];
    for (const act of [
      'password.reset',
      'second-factor.reset',
      'account.lock',
      'account.unlock',
      'app-password.revoke',
      'role.revoke',
    ] as const)
      for (const [role, isAllowed] of holders)
        expect(decide(actors['unit-administrator'], act, { ...targets.i, roles: [role] }).ok, `${act} ${role.role}`).toBe(isAllowed);
  });

  it('is opening a mailbox for oneself, even to the operator', () => {
    expect(decide(actors.operator, 'mail.open', { ...targets.x, gainer: me })).toMatchObject({
      refusal: { inBoth: { vi: expect.stringContaining('cho chính mình') } },
    });
    expect(decide(actors.operator, 'mail.open', { ...targets.x, gainer: other }).ok).toBe(true);
    const both = { ...actors.operator, headed: [commune] };
    expect(decide(both, 'mail.open', { ...targets.x, gainingHeadOf: commune }).ok).toBe(false);
    expect(decide(both, 'mail.open', { ...targets.x, gainingHeadOf: office }).ok).toBe(true);
  });

  it('tells which role it takes, in both languages, and nothing about the target', () => {
    const answer = decide(actors.staff, 'password.reset', targets.x);
    if (answer.ok) throw new Error('allowed');
    expect(answer.refusal.inBoth).toEqual({
      vi: 'Việc đặt lại mật khẩu cần vai trò: quản trị hệ thống; quản trị đơn vị phụ trách đơn vị đó hoặc cấp trên',
      en: 'To reset a password takes the role of operator, or unit administrator of that unit or one above it',
    });
    expect(answer.refusal.detail).toBe('password.reset by account 10 on {"accountId":11,"places":[[5,1]],"roles":[]}');
  });

  it.each(accessActs)('says so in one line of ASCII, which protocols can send: %s', (act) => {
    for (const actor of Object.values(actors))
      for (const target of [...Object.values(targets), { ...none, accountId: me, gainer: me }]) {
        const answer = decide({ ...actor, isActive: actor !== actors.staff }, act, target);
        if (!answer.ok) expect(answer.refusal.message).toMatch(/^[\x20-\x7e]{10,}$/);
      }
  });
});

describe('a right on the mailbox', () => {
  const rightOf = (act: AccessAct) => (policy[act] as { right?: Right }).right;

  it.each(accessActs)('allows what it names and no more: %s', (act) => {
    const right = rightOf(act);
    const granted = { ...targets.x, granted: allRights };
    expect(decide(actors.staff, act, granted).ok).toBe(right !== undefined || expected[act].staff.includes('x'));
    if (right === undefined) return;
    const lacking = new Set([...allRights].filter((one) => one !== right));
    expect(decide(actors.staff, act, { ...targets.x, granted: lacking }).ok).toBe(false);
    expect(decide({ ...actors.staff, isActive: false }, act, granted).ok).toBe(false);
    // The short way, for whom the rights are known, comes to the same.
    expect(decideByRights(allRights, act as MailboxAct).ok).toBe(true);
    expect(decideByRights(lacking, act as MailboxAct)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
  });
});

describe('a role that is given', () => {
  const unitRole = (unitId: UnitId, place: UnitId[], validTo: string | null): PlacedRole => ({
    role: 'unit-administrator',
    unitId,
    validTo,
    place,
  });
  const until = (validTo: string | null): ActorFacts => ({ ...nobody, roles: [{ role: 'unit-administrator', unitId: commune, validTo }] });

  it('is no wider than the own', () => {
    const giver = actors['unit-administrator'];
    for (const role of [
      { role: 'operator', unitId: null, validTo: null, place: [] },
      { role: 'auditor', unitId: null, validTo: null, place: [] },
      unitRole(district, [district, root], null),
      unitRole(elsewhere, [elsewhere, root], null),
    ] as PlacedRole[])
      expect(decide(giver, 'role.grant', { ...targets.i, roles: [role] }).ok).toBe(false);
    expect(decide(giver, 'role.grant', { ...targets.i, roles: [unitRole(office, [office, commune, district, root], null)] }).ok).toBe(true);
  });

  it('lasts no longer than the own', () => {
    const role = (validTo: string | null) => ({ ...targets.i, roles: [unitRole(commune, [commune, district, root], validTo)] });
    expect(decide(until('2026-06-30'), 'role.grant', role('2026-07-01')).ok).toBe(false);
    expect(decide(until('2026-06-30'), 'role.grant', role(null)).ok).toBe(false);
    expect(decide(until('2026-06-30'), 'role.grant', role('2026-06-30')).ok).toBe(true);
    expect(decide(until(null), 'role.grant', role(null)).ok).toBe(true);
  });

  it('never raises what a conspiracy may do: by no sequence of grants', () => {
    fc.assert(fc.property(conspiracies, mayNotRise), { numRuns: 300 });
  });
});

interface Conspiracy {
  readonly parents: readonly number[];
  readonly members: readonly { unit: number; role: { unit: number; validTo: string | null } | null }[];
  readonly grants: readonly { from: number; to: number; role: Role; unit: number; validTo: string | null }[];
}

const day = fc.constantFrom('2026-01-31', '2026-06-30', '2026-12-31', null);
const unitIndex = fc.nat({ max: 5 });
const conspiracies: fc.Arbitrary<Conspiracy> = fc.record({
  parents: fc.tuple(fc.nat(0), fc.nat(0), fc.nat(1), fc.nat(2), fc.nat(3)),
  members: fc.array(fc.record({ unit: unitIndex, role: fc.option(fc.record({ unit: unitIndex, validTo: day })) }), {
    minLength: 2,
    maxLength: 4,
  }),
  grants: fc.array(
    fc.record({
      from: fc.nat({ max: 3 }),
      to: fc.nat({ max: 3 }),
      role: fc.constantFrom<Role>('operator', 'unit-administrator', 'unit-administrator', 'auditor'),
      unit: unitIndex,
      validTo: day,
    }),
    { maxLength: 25 },
  ),
});

/** Unit administrators who give each other all that they are let: afterwards none of them reaches what none reached before, nor for longer. */
function mayNotRise({ parents, members, grants }: Conspiracy): void {
  const placeAt = (unit: number): UnitId[] => [unit as UnitId, ...(unit === 0 ? [] : placeAt(parents[unit - 1]!))];
  const facts = members.map(({ role }, index): ActorFacts => {
    const given = role === null ? [] : [{ role: 'unit-administrator' as const, unitId: role.unit as UnitId, validTo: role.validTo }];
    return { accountId: index as AccountId, isActive: true, roles: given, headed: [] };
  });
  const before = facts.flatMap(({ roles: held }) => held);
  const lasting = (validTo: string | null) => validTo ?? '9999-12-31';
  for (const { from, to, role, unit, validTo } of grants) {
    if (from >= members.length || to >= members.length) continue;
    const isScoped = role === 'unit-administrator';
    const held = { role: role as 'operator', unitId: isScoped ? (unit as UnitId) : null, validTo };
    const target = {
      ...none,
      accountId: to as AccountId,
      places: [placeAt(members[to]!.unit)],
      roles: [{ ...held, place: isScoped ? placeAt(unit) : [] }],
    };
    if (!decide(facts[from]!, 'role.grant', target).ok) continue;
    expect(from).not.toBe(to);
    facts[to] = { ...facts[to]!, roles: [...facts[to]!.roles, held] };
  }
  for (const { role, unitId, validTo } of facts.flatMap(({ roles: held }) => held)) {
    expect(role).toBe('unit-administrator');
    const covering = before.filter((one) => placeAt(unitId!).includes(one.unitId!) && lasting(one.validTo) >= lasting(validTo));
    expect(covering.length).toBeGreaterThan(0);
  }
}

import { type NamingProfile, namingProfileSchema } from '#directory/naming/naming-profile.ts';
import { displayName, splitPersonName } from '#directory/naming/person-name.ts';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import { unitMailboxName } from '#directory/naming/unit-mailbox-name.ts';
import type { PostKind } from '#directory/org/tables.ts';
import type { AccountId, AppointmentId, PersonId, PostId, UnitId } from '#kernel/ids.ts';
import { atOnce } from '../in-turns.ts';
import { addressText, type MailAddress, type OrgState, type StatePerson, type StatePost, type StateUnit } from './org-state.ts';
import { planUnitChanges, type UnitPlan } from './plan-unit-changes.ts';
import { type UnitRequest, unitRequestSchema } from './unit-change.ts';

type Rule = NamingProfile['units']['rules']['commune'];
const rules = (commune: Rule) => ({
  province: { own: 'abbreviation', parent: 'none' },
  agency: { own: 'abbreviation', parent: 'none' },
  'mass-organisation': { own: 'abbreviation', parent: 'none' },
  office: { own: 'abbreviation', parent: 'mailbox' },
  district: { own: 'joined-name', parent: 'none' },
  commune,
});

function profile(id: string, commune: Rule): NamingProfile {
  const kindWords = { agency: ['Sở'], office: ['Phòng'], district: ['Huyện', 'Thị xã'], commune: ['Xã', 'Phường', 'Thị trấn'] };
  return namingProfileSchema.parse({
    ...{ id, title: id, separator: '.' },
    units: {
      order: 'own-first',
      rules: rules(commune),
      kindWords: { province: [], 'mass-organisation': [], ...kindWords },
      connectives: ['và'],
    },
    people: { name: 'given-initials', unit: 'after', duplicates: ['ordinal', 'spelled-middle-name'] },
  });
}

/** `three-levels` names communes after their district, `two-levels` does not. */
export const profiles = new Map(
  [profile('three-levels', { own: 'joined-name', parent: 'mailbox' }), profile('two-levels', { own: 'joined-name', parent: 'none' })].map(
    (one) => [one.id, one],
  ),
);

interface Made {
  code?: string;
  domain?: string;
  localPart?: string;
  profile?: string;
  validFrom?: string;
  identifier?: string;
}

/** A directory as rules see it, set down line by line. */
export class SmallProvince {
  readonly #units: StateUnit[] = [];
  readonly #people: StatePerson[] = [];
  readonly #posts: StatePost[] = [];
  readonly #owners = new Map<string, AccountId>();

  unit(kind: UnitKind, name: string, under: StateUnit | null, made: Made = {}): StateUnit {
    const id = (this.#units.length + 1) as UnitId;
    const domain = made.domain ?? under?.domain ?? 'tinh.gov.vn';
    const named = unitMailboxName(
      profiles.get('three-levels')!,
      { kind, name, code: made.code ?? null },
      under?.address?.localPart ?? null,
    );
    if (!named.ok) throw new Error(named.refusal.message);
    const validFrom = made.validFrom ?? '2010-08-01';
    const unit: StateUnit = {
      ...{ id, parentId: under?.id ?? null, name, kind, code: made.code ?? null, domain, validFrom, versionFrom: validFrom },
      profile: made.profile ?? (under === null ? 'three-levels' : null),
      accountId: (1000 + id) as AccountId,
      address: { localPart: made.localPart ?? named.value, domain },
      identifiers: made.identifier === undefined ? [] : [{ scheme: 'qcvn-102', value: made.identifier, validFrom }],
    };
    this.#units.push(unit);
    this.given(unit.address!, unit.accountId!);
    return unit;
  }

  person(fullName: string, unit: StateUnit, localPart: string, kind: PostKind = 'staff', heldFrom = '2012-01-01'): StatePerson {
    const name = splitPersonName(fullName);
    if (!name.ok) throw new Error(name.refusal.message);
    const number = this.#people.length + 1;
    const person: StatePerson = {
      ...{ personId: number as PersonId, accountId: (2000 + number) as AccountId, name: name.value, birthDate: null, unitId: unit.id },
      address: { localPart, domain: unit.domain },
    };
    this.#people.push(person);
    this.given(person.address, person.accountId);
    this.post(person, unit, kind, heldFrom);
    return person;
  }

  post(person: StatePerson, unit: StateUnit, kind: PostKind, heldFrom = '2012-01-01'): void {
    const id = this.#posts.length + 1;
    const post = { appointmentId: (100 + id) as AppointmentId, id: id as PostId, unitId: unit.id, kind, title: kind, heldFrom };
    this.#posts.push({ ...post, personId: person.personId, holder: displayName(person.name) });
  }

  /** Somebody's address, now or once. */
  given(address: MailAddress, accountId = 9_999 as AccountId): void {
    this.#owners.set(addressText(address), accountId);
  }

  get state(): OrgState {
    const domains = [...new Set(this.#units.map(({ domain }) => domain))];
    return { units: this.#units, people: this.#people, posts: this.#posts, owners: this.#owners, domains, profiles };
  }

  plan(changes: readonly object[], more: Partial<Record<keyof UnitRequest, unknown>> = {}, on = '2025-07-01'): UnitPlan {
    return atOnce(planUnitChanges(this.state, unitRequestSchema.parse({ changes, ...more }), on));
  }
}

/** A province with two districts, a few communes, an agency with an office, and some people. */
export function smallProvince() {
  const made = new SmallProvince();
  const province = made.unit('province', 'Ủy ban nhân dân tỉnh', null, { code: 'ubnd' });
  const agency = made.unit('agency', 'Sở Nội vụ', province);
  const office = made.unit('office', 'Phòng Tổ chức', agency);
  const town = made.unit('district', 'Thị xã Bắc Kạn', province, { code: 'tx' });
  const choDon = made.unit('district', 'Huyện Chợ Đồn', province);
  const duongQuang = made.unit('commune', 'Xã Dương Quang', town);
  const yenMy = made.unit('commune', 'Xã Yên Mỹ', choDon);
  const bangPhuc = made.unit('commune', 'Xã Bằng Phúc', choDon);
  const yenMyOfTown = made.unit('commune', 'Xã Yên Mỹ', town);
  return { made, province, agency, office, town, choDon, duongQuang, yenMy, bangPhuc, yenMyOfTown };
}

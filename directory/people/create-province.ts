import type { KeyedRefusal } from '#directory/naming/keyed-refusal.ts';
import { type CreatedUnit, createUnits } from '#directory/org/create-units.ts';
import type { CreateMailboxes } from '#directory/org/mail-port.ts';
import type { Province } from '#directory/org/province.ts';
import { ensureDomains } from '#directory/org/unit-sql.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import { type CreatedPerson, createPeople } from './create-people.ts';

export interface CreatedProvince {
  readonly units: readonly CreatedUnit<number>[];
  readonly people: readonly CreatedPerson<string>[];
}

/**
 * All units of a province and, if asked for, its people. Keys in the result and in refusals are those of the province: the line of
 * units.csv, the label in people.csv. When refused the caller rolls back: the units may have been written and the people not.
 */
export async function createProvince(
  deps: { readonly tx: Tx; readonly createMailboxes: CreateMailboxes },
  input: {
    readonly province: Province;
    readonly withPeople: boolean;
    readonly quotaOctets: { readonly personal: number; readonly unit: number };
  },
): Promise<Result<CreatedProvince, readonly KeyedRefusal<number | string>[]>> {
  const { province, quotaOctets } = input;
  const { profile } = province;
  // All of them, in their order: mail for a domain without units is still ours to refuse.
  await ensureDomains(deps.tx, province.domains);
  const units = await createUnits(deps, { profile, units: province.units, quotaOctets: quotaOctets.unit });
  if (!units.ok) return units;
  const unitIds = new Map(units.value.map(({ key, unitId }) => [key, unitId]));
  const people = (input.withPeople ? province.people : []).map((person) => ({
    ...person,
    posts: person.posts.map(({ unit, ...post }) => ({ ...post, unitId: unitIds.get(unit)! })),
  }));
  const created = await createPeople(deps, { profile, people, quotaOctets: quotaOctets.personal });
  return created.ok ? ok({ units: units.value, people: created.value }) : created;
}

import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { KeyedRefusal } from './keyed-refusal.ts';
import { unitDepthMax } from './limits.ts';
import type { NamingProfile } from './naming-profile.ts';
import { type UnitToName, unitMailboxName } from './unit-mailbox-name.ts';

export interface UnitInTree<Key> extends UnitToName {
  readonly key: Key;
  readonly parent: Key | null;
  /** Overrides the domain of the unit above (REQ-DIR-2). */
  readonly domain: string | null;
}

export interface UnitMailbox<Key> {
  readonly key: Key;
  readonly localPart: string;
  readonly domain: string;
}

/** Mailbox and domain of every unit of one or more trees, in the order given; or everything that stands in the way. */
export function nameUnits<Key>(
  profile: NamingProfile,
  units: readonly UnitInTree<Key>[],
): Result<readonly UnitMailbox<Key>[], readonly KeyedRefusal<Key>[]> {
  const byKey = new Map(units.map((unit) => [unit.key, unit]));
  const named = new Map<Key, Result<UnitMailbox<Key>, Refusal>>();

  const name = (unit: UnitInTree<Key>): Result<UnitMailbox<Key>, Refusal> => {
    const known = named.get(unit.key);
    if (known !== undefined) return known;
    const result = nameOne(unit);
    named.set(unit.key, result);
    return result;
  };

  const nameOne = (unit: UnitInTree<Key>): Result<UnitMailbox<Key>, Refusal> => {
    if (standsTooDeep(byKey, unit)) return refused(refusal('limit', `Units stand more than ${unitDepthMax} deep`, unit.name));
    const above = unit.parent === null ? null : byKey.get(unit.parent);
    if (above === undefined) return refused(refusal('not-found', 'The unit above does not exist', unit.name));
    const parent = above === null ? null : name(above);
    if (parent?.ok === false) return refused(refusal(parent.refusal.kind, 'The unit above has no mailbox name', parent.refusal.detail));
    const domain = unit.domain ?? parent?.value.domain;
    if (domain === undefined) return refused(refusal('invalid', 'A unit with none above it needs a mail domain', unit.name));
    const localPart = unitMailboxName(profile, unit, parent?.value.localPart ?? null);
    return localPart.ok ? ok({ key: unit.key, localPart: localPart.value, domain }) : localPart;
  };

  const mailboxes: UnitMailbox<Key>[] = [];
  const problems: KeyedRefusal<Key>[] = [];
  for (const unit of units) {
    const result = name(unit);
    if (result.ok) mailboxes.push(result.value);
    else problems.push({ key: unit.key, refusal: result.refusal });
  }
  return problems.length > 0 ? refused(problems) : ok(mailboxes);
}

/** True for a ring of units above one another too. */
function standsTooDeep<Key>(byKey: ReadonlyMap<Key, UnitInTree<Key>>, unit: UnitInTree<Key>): boolean {
  let above: UnitInTree<Key> | undefined = unit;
  for (let depth = 1; depth <= unitDepthMax; depth += 1) {
    if (above === undefined || above.parent === null) return false;
    above = byKey.get(above.parent);
  }
  return above !== undefined;
}

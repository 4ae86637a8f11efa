import type { AccountId } from '#kernel/ids.ts';
import { childrenOf, type Draft, type DraftUnit, type UnitKey } from './draft.ts';
import { moveUnit } from './move-unit.ts';
import { addUnit } from './new-unit.ts';
import type { ChangeTo } from './unit-change.ts';

type Find = (text: string) => DraftUnit | undefined;

/** A unit ends: what was below it and who was in it goes to its heirs. */
export function endUnit(draft: Draft, find: Find, change: ChangeTo<'merge' | 'split' | 'dissolve'>): void {
  const unit = find(change.unit);
  if (unit === undefined) return;
  if (unit.before === null) {
    draft.problems.push({
      what: 'new-unit-ended',
      vi: `“${unit.name}” vừa được lập trong chính kế hoạch này nên không thể kết thúc`,
      en: `“${unit.name}” is made by this very plan, and cannot end in it`,
    });
    return;
  }
  const heirs = heirsOf(draft, find, unit, change);
  if (heirs.some(({ to }) => to === undefined)) return;
  if (heirs.some(({ to }) => to === unit)) {
    draft.problems.push({
      what: 'same-unit',
      vi: `“${unit.name}” không thể nhập vào hay tách thành chính nó`,
      en: `“${unit.name}” cannot become itself`,
    });
    return;
  }
  const keys = heirs.map(({ to }) => to!.key);
  if (change.do === 'merge') handOverChildren(draft, unit, heirs[0]!.to!);
  unit.ending = { how: change.do, heirs: keys, peopleTo: new Map(heirs.flatMap(({ to, people }) => people.map((one) => [one, to!.key]))) };
}

/** Where a unit goes into one below it, that one takes its place. */
function handOverChildren(draft: Draft, unit: DraftUnit, into: DraftUnit): void {
  if (into.parent === unit.key) into.parent = unit.parent;
  for (const child of childrenOf(draft, unit.key)) moveUnit(draft, child, into);
}

interface Heir {
  readonly to: DraftUnit | undefined;
  readonly people: readonly AccountId[];
}

function heirsOf(draft: Draft, find: Find, unit: DraftUnit, change: ChangeTo<'merge' | 'split' | 'dissolve'>): readonly Heir[] {
  if (change.do === 'merge') return [{ to: find(change.into), people: [] }];
  if (change.do === 'dissolve') return change.heir === undefined ? [] : [{ to: find(change.heir), people: [] }];
  return change.into.map((part) => {
    const { kind, profile, domain, parent } = unit;
    const to =
      'unit' in part ? find(part.unit) : addUnit(draft, { name: part.new, kind, code: part.code ?? null, profile, domain, parent });
    return { to, people: part.people.flatMap((address) => accountOf(draft, unit.key, address)) };
  });
}

function accountOf(draft: Draft, from: UnitKey, address: string): readonly AccountId[] {
  const accountId = draft.state.owners.get(address);
  const person = draft.state.people.find((one) => one.accountId === accountId);
  if (
    accountId !== undefined &&
    person !== undefined &&
    draft.state.posts.some((post) => post.unitId === from && post.personId === person.personId)
  )
    return [accountId];
  draft.problems.push({
    what: 'unknown-person',
    vi: `${address} không phải là người có vị trí trong đơn vị được tách`,
    en: `${address} holds no post in the unit that is split`,
  });
  return [];
}

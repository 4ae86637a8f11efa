import { closest } from '#directory/naming/closest.ts';
import { type OrganisationIdentifier, readIdentifier } from '#directory/org/organisation-identifier.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { childrenOf, type Draft, type DraftUnit } from './draft.ts';
import { endUnit } from './end-unit.ts';
import { findUnit, isProblem } from './find-unit.ts';
import { moveUnit, setDomain } from './move-unit.ts';
import { addUnit } from './new-unit.ts';
import type { ChangeTo, Doing, UnitChange } from './unit-change.ts';

/** One change after another: each sees what those before it did. What cannot be done is noted and left out. */
export function applyChange(draft: Draft, change: UnitChange): void {
  const apply = appliers[change.do] as (draft: Draft, change: UnitChange, find: Find) => void;
  apply(draft, change, (text) => {
    const found = findUnit(draft, text);
    if (!isProblem(found)) return found;
    draft.problems.push(found);
    return undefined;
  });
}

export type Find = (text: string) => DraftUnit | undefined;

const appliers: { readonly [Do in Doing]: (draft: Draft, change: ChangeTo<Do>, find: Find) => void } = {
  create(draft, change, find) {
    const above = change.under === null ? null : find(change.under);
    if (above === undefined) return;
    const domain = change.domain ?? above?.domain;
    if (domain === undefined)
      return note(draft, 'no-domain', {
        vi: `Đơn vị gốc “${change.name}” cần một tên miền thư`,
        en: `“${change.name}” has none above it and needs a mail domain`,
      });
    checkDomain(draft, domain);
    checkProfile(draft, change.profile ?? null);
    const { name, kind, code = null, profile = null } = change;
    addUnit(draft, { name, kind, code, profile, domain, parent: above?.key ?? null });
  },
  rename(_draft, change, find) {
    const unit = find(change.unit);
    if (unit !== undefined) unit.name = change.name;
  },
  move(draft, change, find) {
    const unit = find(change.unit);
    const above = change.under === null ? null : find(change.under);
    if (unit !== undefined && above !== undefined) moveUnit(draft, unit, above);
  },
  'move-all'(draft, change, find) {
    const from = find(change.from);
    const above = find(change.under);
    if (from === undefined || above === undefined) return;
    for (const unit of childrenOf(draft, from.key))
      if ((change.kind === undefined || change.kind === unit.kind) && unit !== above) moveUnit(draft, unit, above);
  },
  domain(draft, change, find) {
    const unit = find(change.unit);
    if (unit === undefined) return;
    checkDomain(draft, change.domain);
    setDomain(draft, unit, change.domain);
  },
  kind(_draft, change, find) {
    const unit = find(change.unit);
    if (unit !== undefined) unit.kind = change.kind;
  },
  code(_draft, change, find) {
    const unit = find(change.unit);
    if (unit !== undefined) unit.code = change.code;
  },
  naming(draft, change, find) {
    const unit = find(change.unit);
    if (unit === undefined) return;
    checkProfile(draft, change.profile);
    unit.profile = change.profile;
  },
  identifier(draft, change, find) {
    const unit = find(change.unit);
    const identifier = readIdentifier(change.value);
    if (!identifier.ok)
      note(draft, 'identifier', {
        vi: `${identifier.refusal.inBoth.vi}: “${change.value}”`,
        en: `${identifier.refusal.inBoth.en}: “${change.value}”`,
      });
    else if (unit !== undefined && !has(unit, identifier.value)) unit.identifiers.push(identifier.value);
  },
  merge: (draft, change, find) => endUnit(draft, find, change),
  split: (draft, change, find) => endUnit(draft, find, change),
  dissolve: (draft, change, find) => endUnit(draft, find, change),
};

function has(unit: DraftUnit, { value }: OrganisationIdentifier): boolean {
  return unit.before?.identifiers.some((own) => own.value === value) === true;
}

function checkDomain(draft: Draft, domain: string): void {
  const known = [...draft.state.domains, ...draft.request.newDomains];
  if (known.includes(domain)) return;
  const meant = closest(domain, known);
  note(draft, 'unknown-domain', {
    vi: `Tên miền ${domain} chưa có${meant === undefined ? '' : `; có phải là ${meant}?`} Nếu là tên miền mới, hãy ghi vào newDomains`,
    en: `${domain} is no domain of the province${meant === undefined ? '' : `; did you mean ${meant}?`} If it is new, put it into newDomains`,
  });
}

function checkProfile(draft: Draft, profile: string | null): void {
  if (profile === null || draft.state.profiles.has(profile)) return;
  const meant = closest(profile, draft.state.profiles.keys());
  note(draft, 'unknown-profile', {
    vi: `Không có quy tắc đặt tên ${profile}${meant === undefined ? '' : `; có phải là ${meant}?`}`,
    en: `There is no naming profile ${profile}${meant === undefined ? '' : `; did you mean ${meant}?`}`,
  });
}

function note(draft: Draft, what: string, text: InBoth): void {
  draft.problems.push({ what, ...text });
}

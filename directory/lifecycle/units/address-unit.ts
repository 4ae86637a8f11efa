import { proposeUnitNames } from '#directory/naming/propose-unit-names.ts';
import { unitMailboxName } from '#directory/naming/unit-mailbox-name.ts';
import type { AddressDesk, Named } from './address-desk.ts';
import type { Draft, DraftUnit, UnitKey } from './draft.ts';
import { profileOf, unitOf } from './draft.ts';
import type { MailAddress, StateUnit } from './org-state.ts';

export interface NewAddress {
  readonly from: MailAddress | null;
  readonly to: MailAddress;
  readonly how: string;
}

/** Gives units their addresses, those above before those below, whose names may hold theirs. */
export class UnitAddresses {
  readonly changed = new Map<UnitKey, NewAddress>();
  readonly #draft: Draft;
  readonly #original: Draft;
  readonly #desk: AddressDesk;
  readonly #settled = new Set<UnitKey>();

  /** `original`: the units before any change. */
  constructor(draft: Draft, original: Draft, desk: AddressDesk) {
    this.#draft = draft;
    this.#original = original;
    this.#desk = desk;
  }

  /** The unit's mailbox after the changes. */
  of(key: UnitKey): MailAddress | null {
    this.settle(unitOf(this.#draft, key));
    return this.changed.get(key)?.to ?? unitOf(this.#draft, key).before?.address ?? null;
  }

  settle(unit: DraftUnit): void {
    // Marked first: units in a ring are a problem already, and no reason to go round for ever.
    if (this.#settled.has(unit.key)) return;
    this.#settled.add(unit.key);
    const profile = profileOf(this.#draft, unit);
    if (unit.ending !== null || profile === undefined) return;
    if (unit.before !== null && (this.#draft.request.addresses === 'keep' || unit.before.address === null)) return;
    const parentMailbox = unit.parent === null ? null : (this.of(unit.parent)?.localPart ?? null);
    const ruled = unitMailboxName(profile, unit, parentMailbox);
    if (!ruled.ok) {
      this.#draft.problems.push({
        what: 'no-name',
        vi: `“${unit.name}” không thành tên hộp thư được theo quy tắc ${profile.id}; hãy cho một mã (code)`,
        en: `“${unit.name}” makes no mailbox name by the profile ${profile.id}; give it a code`,
      });
      return;
    }
    if (unit.before !== null && this.#keepsName(unit, unit.before, ruled.value)) return;
    this.#give(unit, { localPart: ruled.value, how: 'rule' }, parentMailbox);
  }

  /** Where the rule says what it said before nothing changes, whatever name was once chosen by hand. */
  #keepsName(unit: DraftUnit, { address }: StateUnit, ruled: string): boolean {
    if (address === null) return true;
    if (address.domain !== unit.domain) return false;
    const before = unitOf(this.#original, unit.key);
    const profile = profileOf(this.#original, before);
    const above = before.parent === null ? null : (this.#original.units.get(before.parent)?.before?.address?.localPart ?? null);
    const ruledBefore = profile === undefined ? null : unitMailboxName(profile, before, above);
    return address.localPart === ruled || (ruledBefore?.ok === true && ruledBefore.value === ruled);
  }

  #give(unit: DraftUnit, wanted: Named, parentMailbox: string | null): void {
    const formerParent = unit.before?.parentId ?? null;
    const formerParentMailbox =
      formerParent === null || formerParent === unit.parent
        ? undefined
        : this.#original.units.get(formerParent)?.before?.address?.localPart;
    const profile = profileOf(this.#draft, unit)!;
    const { name, kind, code, domain } = unit;
    const named = this.#desk.give({
      owner: 'unit',
      accountId: unit.before?.accountId ?? null,
      name,
      from: unit.before?.address ?? null,
      domain,
      wanted,
      propose: (isTaken) => proposeUnitNames(profile, { name, kind, code, parentMailbox, formerParentMailbox }, isTaken),
    });
    const from = unit.before?.address ?? null;
    // To keep what one has may be the best there is.
    if (named === undefined || (from?.localPart === named.localPart && from.domain === domain)) return;
    this.changed.set(unit.key, { from, to: { localPart: named.localPart, domain }, how: named.how });
  }
}

import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import { namesItsPeople } from '#directory/naming/person-mailbox-name.ts';
import { type DraftedUnits, type DraftUnit, profileOf, type UnitKey } from './draft.ts';
import type { MailAddress } from './org-state.ts';

export interface Place {
  readonly unit: DraftUnit;
  readonly profile: NamingProfile;
  readonly mailbox: MailAddress;
}

/** What people in a unit are named after: the agency, district or commune, not the office inside it (REQ-DIR-6). */
export class Places {
  readonly #known = new Map<UnitKey, Place | undefined>();
  readonly #draft: DraftedUnits;
  readonly #mailboxOf: (key: UnitKey) => MailAddress | null;

  constructor(draft: DraftedUnits, mailboxOf: (key: UnitKey) => MailAddress | null) {
    this.#draft = draft;
    this.#mailboxOf = mailboxOf;
  }

  of(key: UnitKey): Place | undefined {
    if (!this.#known.has(key)) this.#known.set(key, this.#find(key));
    return this.#known.get(key);
  }

  #find(key: UnitKey): Place | undefined {
    const seen = new Set<UnitKey>();
    let at: DraftUnit | undefined = this.#draft.units.get(key);
    while (at !== undefined && !namesItsPeople(at.kind) && at.parent !== null && !seen.has(at.key)) {
      seen.add(at.key);
      at = this.#draft.units.get(at.parent);
    }
    const mailbox = at && this.#mailboxOf(at.key);
    const profile = at && profileOf(this.#draft, at);
    return at && mailbox && profile ? { unit: at, mailbox, profile } : undefined;
  }
}

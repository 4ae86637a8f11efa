import { closest } from '#directory/naming/closest.ts';
import { checkLocalPart } from '#directory/naming/local-part.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { Stretches } from '../in-turns.ts';
import type { PlanProblem } from '../plan.ts';
import { addressText, type MailAddress } from './org-state.ts';

export interface Named {
  readonly localPart: string;
  /** `rule`, one of the ways of naming's proposals, `own-part` (what stood for the person before), or `chosen` by hand. */
  readonly how: string;
}

/** An address that two would have: who wanted it, whose it is, what else there was, and what was taken. */
export interface Clash {
  readonly owner: 'unit' | 'person';
  readonly name: string;
  readonly from: string | null;
  readonly wanted: string;
  readonly takenBy: string;
  readonly proposals: readonly Named[];
  /** null: nobody has chosen, or nothing was free. */
  readonly given: Named | null;
}

export interface Wish {
  readonly owner: 'unit' | 'person';
  /** null: yet to be made. */
  readonly accountId: AccountId | null;
  readonly name: string;
  readonly from: MailAddress | null;
  readonly domain: string;
  /** By the rule. */
  readonly wanted: Named;
  /** Best first, none of them taken. */
  propose(isTaken: (localPart: string) => boolean): readonly Named[];
}

/** What the desk knows and what it was told. */
export interface DeskBooks {
  /** Whose every address ever given is, as far as it may be asked for. */
  readonly owners: ReadonlyMap<string, AccountId>;
  nameOf(owner: AccountId): string | undefined;
  /** Local parts chosen by hand, by old address; where there is none by name. */
  readonly choose: Readonly<Record<string, string>>;
  /** Of a clash: give the best proposal, or have somebody choose first. */
  readonly clashes: 'best' | 'ask';
  readonly problems: PlanProblem[];
}

/** Gives out addresses one after another: none twice, none that was ever another's (REQ-DIR-10). */
export class AddressDesk {
  readonly clashes: Clash[] = [];
  readonly #books: DeskBooks;
  readonly #given = new Map<string, string>();
  readonly #chosen: Map<string, string>;

  constructor(books: DeskBooks) {
    this.#books = books;
    this.#chosen = new Map(Object.entries(books.choose));
  }

  /** undefined: nothing could be given; why is noted. */
  give(wish: Wish): Named | undefined {
    const isTaken = (localPart: string) => this.#holderOf(wish, localPart) !== undefined;
    const chosen = this.#takeChoice(wish, isTaken);
    const takenBy = this.#holderOf(wish, wish.wanted.localPart);
    const named = takenBy === undefined ? (chosen ?? wish.wanted) : this.#settle(wish, takenBy, isTaken, chosen);
    if (named !== undefined) this.#given.set(addressText({ ...named, domain: wish.domain }), wish.name);
    return named;
  }

  /** A choice for somebody who needs no new address is a slip of the pen. What was meant is looked for among all: a stretch each. */
  *noteUnusedChoices(known: readonly string[]): Stretches<void> {
    for (const key of this.#chosen.keys()) {
      yield;
      const meant = closest(key, known);
      this.#note('unknown-choice', {
        vi: `choose: “${key}” không đổi địa chỉ trong kế hoạch này${meant === undefined ? '' : `; có phải là “${meant}”?`}`,
        en: `choose: the plan gives no new address to “${key}”${meant === undefined ? '' : `; did you mean “${meant}”?`}`,
      });
    }
  }

  #holderOf(wish: Wish, localPart: string): string | undefined {
    const address = addressText({ localPart, domain: wish.domain });
    const owner = this.#books.owners.get(address);
    if (owner !== undefined && owner !== wish.accountId) return this.#books.nameOf(owner) ?? 'trước đây / formerly';
    return this.#given.get(address);
  }

  #settle(wish: Wish, takenBy: string, isTaken: (localPart: string) => boolean, chosen: Named | undefined): Named | undefined {
    const proposals = wish.propose(isTaken);
    const given = chosen ?? (this.#books.clashes === 'best' ? proposals[0] : undefined);
    const { owner, name, domain } = wish;
    const from = wish.from && addressText(wish.from);
    const wanted = addressText({ ...wish.wanted, domain });
    this.clashes.push({ owner, name, from, wanted, takenBy, proposals, given: given ?? null });
    const free = proposals.map(({ localPart }) => localPart).join(', ');
    if (given === undefined)
      this.#note('clash', {
        vi: `${name}: ${wanted} đã thuộc về ${takenBy}; ${free === '' ? 'không còn tên nào' : `hãy chọn, ví dụ ${free}`}`,
        en: `${name}: ${wanted} belongs to ${takenBy}; ${free === '' ? 'no name is free' : `choose another, such as ${free}`}`,
      });
    return given;
  }

  #takeChoice(wish: Wish, isTaken: (localPart: string) => boolean): Named | undefined {
    const key = wish.from === null ? wish.name : addressText(wish.from);
    const localPart = this.#chosen.get(key);
    if (localPart === undefined) return undefined;
    this.#chosen.delete(key);
    if (checkLocalPart(localPart).ok && !isTaken(localPart)) return { localPart, how: 'chosen' };
    this.#note('bad-choice', {
      vi: `“${localPart}” cho ${wish.name} đã có người dùng hoặc không hợp lệ`,
      en: `“${localPart}” for ${wish.name} is taken, or is no name for a mailbox`,
    });
    return undefined;
  }

  #note(what: string, text: InBoth): void {
    this.#books.problems.push({ what, ...text });
  }
}

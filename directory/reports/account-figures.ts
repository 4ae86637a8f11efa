import type { UnitId } from '#kernel/ids.ts';
import type { AccountFacts } from './account-facts-sql.ts';
import { type Figures, noFigures, type SectionFigures } from './figures.ts';
import { type Place, placesOf } from './place-account.ts';

interface Days {
  readonly from: string;
  readonly to: string;
}

/** For which unit an account counts on which of the days. */
export function placesOfAccount(account: AccountFacts, days: Days): readonly Place[] {
  return account.kind === 'unit' ? [{ unitId: account.unitId, ...days }] : placesOf(account.posts, days);
}

/** What one account adds to the figures of its unit. Whoever left is told as such until the account is closed. */
export function figuresOfAccount(account: AccountFacts, { from, to }: Days): Pick<Figures, 'accounts' | 'fill'> {
  const accounts = noFigures('accounts');
  if (account.madeOn >= from) accounts.made = 1;
  if (account.endedOn !== null && account.endedOn >= from && account.endedOn <= to) accounts.ended = 1;
  if (account.state === 'closed') return { accounts };
  if (account.kind === 'unit') accounts.units = 1;
  else {
    accounts.people = 1;
    accounts[standingOf(account)] = 1;
  }
  const fill = fillOf(account);
  return fill === null ? { accounts } : { accounts, fill };
}

function standingOf({ state, absence }: AccountFacts): 'inService' | 'locked' | 'suspended' | 'left' {
  if (absence !== null) return absence;
  return state === 'locked' ? 'locked' : 'inService';
}

function fillOf({ usedOctets, quotaOctets }: AccountFacts): SectionFigures<'fill'> | null {
  if (usedOctets === null || quotaOctets === null) return null;
  const share = quotaOctets === 0 ? 1 : usedOctets / quotaOctets;
  return { mailboxes: 1, usedOctets, quotaOctets, over80: share >= 0.8 && share < 0.95 ? 1 : 0, over95: share >= 0.95 ? 1 : 0 };
}

/** The unit of the last of the days. */
export const lastUnitOf = (places: readonly Place[]): UnitId | null => places.at(-1)?.unitId ?? null;

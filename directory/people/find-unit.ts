import { closest } from '#directory/naming/closest.ts';
import { listUnits } from '#directory/org/unit-list-sql.ts';
import type { Database } from '#io/database.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { type ListedDomain, listDomains } from './domain-list-sql.ts';
import { type NamingProblem, noSuch } from './naming-problem.ts';
import { findUnitsByMailbox, type UnitByMailbox } from './unit-by-mailbox-sql.ts';

/** The unit of today that a mailbox (`tt`) or address belongs to; refused with what was probably meant. */
export async function findUnit(database: Database, asked: string): Promise<Result<UnitByMailbox, NamingProblem>> {
  const found = await findUnitOfAnyTime(database, asked);
  if (!found.ok || !found.value.hasEnded) return found;
  const { name } = found.value;
  return refused({ vi: `đơn vị đã giải thể, không đặt tên theo được: ${name}`, en: 'the unit has ended, nobody is named after it' });
}

/** As `findUnit`, those that have ended too. */
export async function findUnitOfAnyTime(database: Database, asked: string): Promise<Result<UnitByMailbox, NamingProblem>> {
  const { localPart, domain } = partsOf(asked);
  const [unit, ...others] = await findUnitsByMailbox(database, localPart, domain);
  if (unit === undefined) return refused(noSuch({ vi: 'đơn vị', en: 'unit' }, asked, await meantUnit(database, asked)));
  if (others.length === 0) return ok(unit);
  const addresses = [unit, ...others].map((one) => `${one.localPart}@${one.domain}`).join(', ');
  return refused({
    vi: `nhiều đơn vị có hộp thư "${asked}", hãy ghi cả địa chỉ: ${addresses}`,
    en: 'several units have it: give the address',
  });
}

export async function findDomain(database: Database, asked: string): Promise<Result<ListedDomain, NamingProblem>> {
  const domains = await listDomains(database);
  const found = domains.find(({ name }) => name === asked.toLowerCase());
  if (found !== undefined) return ok(found);
  const names = domains.map(({ name }) => name);
  return refused(noSuch({ vi: 'tên miền', en: 'domain' }, asked, closest(asked, names)));
}

function partsOf(address: string): { readonly localPart: string; readonly domain: string | null } {
  const at = address.lastIndexOf('@');
  const lower = address.toLowerCase();
  return at < 0 ? { localPart: lower, domain: null } : { localPart: lower.slice(0, at), domain: lower.slice(at + 1) };
}

/** By the mailbox, else by the name: who looks for a unit may well type what it is called. */
async function meantUnit(database: Database, asked: string): Promise<string | undefined> {
  const { localPart, domain } = partsOf(asked);
  const units = (await listUnits(database)).flatMap(({ address, ...unit }) => (address === null ? [] : [{ ...unit, address }]));
  // The domain apart: shared by all, it would make every mailbox near every other.
  const domains = new Set(units.map(({ address }) => partsOf(address).domain!));
  const meantDomain = domain === null ? undefined : closest(domain, domains);
  const inDomain = units.filter(({ address }) => meantDomain === undefined || partsOf(address).domain === meantDomain);
  const mailbox = closest(
    localPart,
    inDomain.map(({ address }) => partsOf(address).localPart),
  );
  const name = closest(
    asked,
    units.map((unit) => unit.name),
  );
  const meant = inDomain.find(({ address }) => partsOf(address).localPart === mailbox) ?? units.find((unit) => unit.name === name);
  return meant && `${meant.address} (${meant.name})`;
}

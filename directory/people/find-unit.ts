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

/** One of that mailbox in another domain, else a mailbox spelled nearly so, else by the name: who looks for a unit may type what it is called. */
async function meantUnit(database: Database, asked: string): Promise<string | undefined> {
  const wanted = partsOf(asked);
  const units = (await listUnits(database)).flatMap(({ name, address }) =>
    address === null ? [] : { name, address, ...partsOf(address) },
  );
  // The domain apart: shared by all, it would make every mailbox near every other.
  const domain = wanted.domain === null ? undefined : closest(wanted.domain, new Set(units.map((unit) => unit.domain ?? '')));
  const inDomain = units.filter((unit) => domain === undefined || unit.domain === domain);
  const isCalled = (localPart: string | undefined) => (unit: { localPart: string }) => unit.localPart === localPart;
  const nearMailbox = closest(
    wanted.localPart,
    inDomain.map(({ localPart }) => localPart),
  );
  const nearName = closest(
    asked,
    units.map(({ name }) => name),
  );
  const meant =
    [...inDomain, ...units].find(isCalled(wanted.localPart)) ??
    inDomain.find(isCalled(nearMailbox)) ??
    units.find(({ name }) => name === nearName);
  return meant && `${meant.address} (${meant.name})`;
}

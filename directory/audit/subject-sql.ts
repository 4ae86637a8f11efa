import { searchKey } from '#directory/naming/fold-name.ts';
import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import { searchLimits } from './limits.ts';

/** Somebody or something that entries are looked for by, under every number it has in them. */
export interface AuditSubject {
  readonly personIds: readonly PersonId[];
  readonly accountIds: readonly AccountId[];
  readonly unitIds: readonly UnitId[];
  /** Every address it has or had: what entries without a number name it by. */
  readonly addresses: readonly string[];
}

/** Whoever has the address, the number (`#12`), or a name with this in it, marks aside; accounts are theirs. */
export function findPerson(database: Database, text: string): Promise<AuditSubject | null> {
  return find(database, personsCalled, [text.toLowerCase(), numberIn(text), searchKey(text), searchLimits.subjectsMax]);
}

/** The mailbox of an address, primary or not, or of a number (`#12`). */
export function findMailbox(database: Database, address: string): Promise<AuditSubject | null> {
  return find(database, mailboxAt, [address.toLowerCase(), numberIn(address)]);
}

/** Units of today or of before by address, number or name; their mailboxes with them. */
export function findUnits(database: Database, text: string): Promise<AuditSubject | null> {
  return find(database, unitsCalled, [text.toLowerCase(), numberIn(text), searchKey(text), searchLimits.subjectsMax]);
}

const numberIn = (text: string): string | null => /^#(\d{1,15})$/.exec(text)?.[1] ?? null;

async function find(database: Database, statement: HotStatement, values: readonly unknown[]): Promise<AuditSubject | null> {
  const [found] = await queryOn<AuditSubject & Record<string, unknown>>(database, statement, values);
  return found && found.personIds.length + found.accountIds.length + found.unitIds.length > 0 ? found : null;
}

const named = `named AS (SELECT address.account_id, address.local_part || '@' || domain.name AS address
  FROM address JOIN domain ON domain.id = address.domain_id)`;
const jsonOf = (select: string) => `coalesce((SELECT json_agg(DISTINCT x) FROM (${select}) AS found (x)), '[]')`;

const personsCalled: HotStatement = {
  name: 'audit-find-person',
  text: `
    WITH ${named}, persons AS (
      SELECT person.id FROM person
      WHERE person.id = $2::bigint OR ($3 <> '' AND $2::bigint IS NULL AND position($3 IN person.search_key) > 0)
        OR person.id IN (SELECT account.person_id FROM account JOIN named ON named.account_id = account.id WHERE named.address = $1)
      LIMIT $4::int
    ), accounts AS (SELECT id FROM account WHERE person_id IN (SELECT id FROM persons))
    SELECT ${jsonOf('SELECT id FROM persons')} AS "personIds", ${jsonOf('SELECT id FROM accounts')} AS "accountIds", '[]'::json AS "unitIds",
      ${jsonOf('SELECT address FROM named WHERE account_id IN (SELECT id FROM accounts)')} AS addresses`,
};

const mailboxAt: HotStatement = {
  name: 'audit-find-mailbox',
  text: `
    WITH ${named}, accounts AS (
      SELECT id FROM account WHERE id = $2::bigint OR id IN (SELECT account_id FROM named WHERE address = $1))
    SELECT '[]'::json AS "personIds", ${jsonOf('SELECT id FROM accounts')} AS "accountIds", '[]'::json AS "unitIds",
      ${jsonOf('SELECT address FROM named WHERE account_id IN (SELECT id FROM accounts)')} AS addresses`,
};

const unitsCalled: HotStatement = {
  name: 'audit-find-units',
  text: `
    WITH ${named}, units AS (
      SELECT unit.id FROM unit
      WHERE unit.id = $2::bigint OR ($3 <> '' AND unit.search_key = $3)
        OR unit.id IN (SELECT unit_id FROM unit_history WHERE lower(name) = $1)
        OR unit.id IN (SELECT account.unit_id FROM account JOIN named ON named.account_id = account.id WHERE named.address = $1)
      LIMIT $4::int
    ), accounts AS (SELECT id FROM account WHERE unit_id IN (SELECT id FROM units))
    SELECT '[]'::json AS "personIds", ${jsonOf('SELECT id FROM accounts')} AS "accountIds", ${jsonOf('SELECT id FROM units')} AS "unitIds",
      ${jsonOf('SELECT address FROM named WHERE account_id IN (SELECT id FROM accounts)')} AS addresses`,
};

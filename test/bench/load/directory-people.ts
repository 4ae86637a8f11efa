import { displayName, personSearchKey } from '#directory/naming/person-name.ts';
import { type Database, sql } from '#io/database.ts';

// As often as they are met: two ninths are called Nguyễn.
const families = ['Nguyễn', 'Nguyễn', 'Trần', 'Lê', 'Nông', 'Hoàng', 'Triệu', 'Ma', 'Bế'];
const middles = ['Văn', 'Thị', 'Đức', 'Thị Ngọc', 'Minh', 'Hữu', 'Thu'];
const givens = [
  'Anh',
  'Hùng',
  'Hương',
  'Linh',
  'Dũng',
  'Lan',
  'Tuấn',
  'Mai',
  'Hà',
  'Thảo',
  'Sơn',
  'Quý',
  'Yến',
  'Đào',
  'Nam',
  'Nga',
  'Ninh',
];

const at = <Item>(items: readonly Item[], index: number): Item => items[index % items.length]!;

/** People of a large province, each with an account, an address and a post, spread over the units there are; no mailboxes. */
export async function addPeople(database: Database, count: number): Promise<void> {
  for (let from = 0; from < count; from += peopleAtOnce) {
    const people = Array.from({ length: Math.min(peopleAtOnce, count - from) }, (_, index) => personNumbered(from + index));
    await sql`
      WITH given AS (
        SELECT nextval(pg_get_serial_sequence('person', 'id')) AS person, nextval(pg_get_serial_sequence('account', 'id')) AS account,
          nextval(pg_get_serial_sequence('post', 'id')) AS post, r.*
        FROM jsonb_to_recordset(${JSON.stringify(people)}::jsonb)
          AS r (number int, family text, middle text, given text, display text, "searchKey" text, "localPart" text)
      ), places AS (
        SELECT array_agg(id ORDER BY id) AS units FROM unit WHERE valid_to IS NULL
      ), people AS (
        INSERT INTO person (id, family_name, middle_name, given_name, display_name, search_key) OVERRIDING SYSTEM VALUE
        SELECT person, family, middle, given, display, "searchKey" FROM given
      ), accounts AS (
        INSERT INTO account (id, kind, person_id, quota_octets) OVERRIDING SYSTEM VALUE SELECT account, 'personal', person, 1000000 FROM given
      ), addresses AS (
        INSERT INTO address (account_id, domain_id, local_part, kind)
        SELECT account, (SELECT min(id) FROM domain), "localPart", 'primary' FROM given
      ), posts AS (
        INSERT INTO post (id, unit_id, title, kind) OVERRIDING SYSTEM VALUE
        SELECT post, units[1 + number % cardinality(units)], 'Chuyên viên', 'staff' FROM given, places
      )
      INSERT INTO appointment (post_id, person_id, is_primary) SELECT post, person, true FROM given`.execute(database.kysely);
  }
}

const peopleAtOnce = 5_000;

function personNumbered(number: number) {
  const family = at(families, number);
  const middle = at(middles, Math.floor(number / families.length));
  const given = at(givens, Math.floor(number / (families.length * middles.length)));
  const name = { family, middle, given };
  const initials = personSearchKey({ family, middle, given: '' }).replace(/(\S)\S*\s*/g, '$1');
  const localPart = `${personSearchKey({ family: '', middle: '', given })}${initials}${number}.bench`;
  return { number, ...name, display: displayName(name), searchKey: personSearchKey(name), localPart };
}

import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';

export interface AddressQuestion {
  /** One or two local parts that may answer, best first. */
  readonly localParts: readonly string[];
  readonly domain: string;
}

export interface RecipientRow {
  readonly accountId: AccountId;
  readonly primaryAddress: string;
  readonly kind: 'personal' | 'unit';
  readonly state: 'active' | 'locked';
  readonly usedOctets: number;
  readonly quotaOctets: number;
  readonly usedMessages: number;
  /** null: only octets are limited. */
  readonly quotaMessages: number | null;
  /** Who writes to this address is answered in the owner's place (REQ-ACC-3): left, or moved to another. */
  readonly isAnswered: boolean;
}

/** The account that receives for an address, on the path of every RCPT. */
export async function findRecipient(database: Database, { localParts, domain }: AddressQuestion): Promise<RecipientRow | undefined> {
  const [row] = await queryOn<RecipientRow>(database, findOne, [...bestAndNext(localParts), domain]);
  return row;
}

/** As `findRecipient` for many, in one statement; by place in `questions`, absent where nobody receives. */
export async function findRecipients(
  database: Database,
  questions: readonly AddressQuestion[],
): Promise<ReadonlyMap<number, RecipientRow>> {
  const asked = questions.flatMap(({ localParts, domain }, place) => localParts.map((localPart) => ({ place, localPart, domain })));
  const rows = await queryOn<RecipientRow & { place: number }>(database, findMany, [
    asked.map(({ place }) => place),
    asked.map(({ localPart }) => localPart),
    asked.map(({ domain }) => domain),
  ]);
  return new Map(rows.map(({ place, ...row }) => [place, row]));
}

/** The active account that an address is a live name of; a `former` one still receives for a while but sends nothing. */
export async function findSender(database: Database, { localParts, domain }: AddressQuestion): Promise<AccountId | undefined> {
  const [row] = await queryOn<{ accountId: AccountId }>(database, findLiveOwner, [...bestAndNext(localParts), domain]);
  return row?.accountId;
}

export async function listDomains(database: Database): Promise<string[]> {
  return (await queryOn<{ name: string }>(database, allDomains, [])).map(({ name }) => name);
}

// Two parameters, not an array: PostgreSQL guesses ten elements for an array, finds the generic plan dear, and plans every time anew.
const bestAndNext = (localParts: readonly string[]) => [localParts[0], localParts[1] ?? null];

// Who moved and came back to the old name is there again.
const answersNow = `auto_reply.valid_until >= today_in_vietnam()
        AND (auto_reply.address_id IS NULL OR auto_reply.address_id = address.id AND address.kind <> 'primary')`;

const recipientColumns = `
      account.id AS "accountId", main.local_part || '@' || main_domain.name AS "primaryAddress", account.kind, account.state,
      account.used_octets AS "usedOctets", account.quota_octets AS "quotaOctets",
      account.used_messages AS "usedMessages", account.quota_messages AS "quotaMessages",
      EXISTS (SELECT FROM auto_reply WHERE auto_reply.account_id = account.id AND ${answersNow}) AS "isAnswered"`;

// A former address receives until a date, the others until one if they have one. Locked accounts receive (REQ-ACC-6).
const joinAccounts = `
    JOIN account ON account.id = address.account_id AND account.state <> 'closed'
      AND CASE WHEN address.receives_until IS NULL THEN address.kind <> 'former'
        ELSE address.receives_until > statement_timestamp() END
    JOIN address AS main ON main.account_id = account.id AND main.kind = 'primary'
    JOIN domain AS main_domain ON main_domain.id = main.domain_id`;

const findOne: HotStatement = {
  name: 'access-find-recipient',
  text: `
    SELECT ${recipientColumns}
    FROM domain
    JOIN address ON address.domain_id = domain.id AND address.local_part IN ($1::text, $2::text)
    ${joinAccounts}
    WHERE domain.name = $3::text
    ORDER BY address.local_part = $1::text DESC
    LIMIT 1`,
};

const findMany: HotStatement = {
  name: 'access-find-recipients',
  text: `
    SELECT DISTINCT ON (asked.place) asked.place::int, ${recipientColumns}
    FROM unnest($1::int[], $2::text[], $3::text[]) WITH ORDINALITY AS asked (place, local_part, domain, rank)
    JOIN domain ON domain.name = asked.domain
    JOIN address ON address.domain_id = domain.id AND address.local_part = asked.local_part
    ${joinAccounts}
    ORDER BY asked.place, asked.rank`,
};

const findLiveOwner: HotStatement = {
  name: 'access-find-sender',
  text: `
    SELECT account.id AS "accountId"
    FROM domain
    JOIN address ON address.domain_id = domain.id AND address.local_part IN ($1::text, $2::text)
    JOIN account ON account.id = address.account_id AND account.state = 'active'
    WHERE domain.name = $3::text AND address.kind <> 'former'
      AND (address.receives_until IS NULL OR address.receives_until > statement_timestamp())
    ORDER BY address.local_part = $1::text DESC
    LIMIT 1`,
};

const allDomains: HotStatement = { name: 'access-list-domains', text: 'SELECT name FROM domain' };

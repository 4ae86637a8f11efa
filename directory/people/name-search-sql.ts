import { type RawBuilder, sql } from 'kysely';

/**
 * People whose names have words that begin so, as `AS person`. OFFSET 0: by the index of words, whatever order is wanted of them. Connections plan
 * once for all words, and for a list in the order of an index PostgreSQL would read that to its end where nobody is found.
 */
export function peopleNamed(words: string): RawBuilder<unknown> {
  return sql`(
      SELECT id, list_key, display_name FROM person WHERE to_tsvector('simple', search_key) @@ ${words}::tsquery OFFSET 0) AS person`;
}

/** The same of units, of which there are few. */
export function unitsNamed(words: string): RawBuilder<unknown> {
  return sql`(SELECT id FROM unit WHERE to_tsvector('simple', search_key) @@ ${words}::tsquery OFFSET 0) AS unit`;
}

import { type Database, type HotStatement, queryOn } from '#io/database.ts';
import type { UnitId } from '#kernel/ids.ts';

export interface NamedUnit {
  readonly unitId: UnitId;
  readonly name: string;
  /** Of its mailbox; null where it has none. */
  readonly address: string | null;
}

export function findUnitNames(database: Database, unitIds: readonly UnitId[]): Promise<NamedUnit[]> {
  return queryOn<NamedUnit>(database, find, [unitIds]);
}

const find: HotStatement = {
  name: 'api-unit-names',
  text: `
    SELECT unit.id AS "unitId", unit.name, address.local_part || '@' || domain.name AS address
    FROM unit LEFT JOIN account ON account.unit_id = unit.id AND account.state <> 'closed'
    LEFT JOIN address ON address.account_id = account.id AND address.kind = 'primary'
    LEFT JOIN domain ON domain.id = address.domain_id
    WHERE unit.id = ANY ($1::bigint[]) ORDER BY unit.id`,
};

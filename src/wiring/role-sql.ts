import type { Client } from 'pg';

export async function roleExists(client: Client, role: string): Promise<boolean> {
  return (await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role])).rowCount === 1;
}

/** What the operator is told to run. */
export const createRole = (role: string) => `CREATE ROLE ${role} LOGIN PASSWORD '…'`;

/** Whether the role signed in as has that role's rights, or is it. */
export async function isMember(client: Client, role: string): Promise<boolean> {
  const { rows } = await client.query<{ is: boolean }>("SELECT pg_has_role(current_user, $1, 'USAGE') AS is", [role]);
  return rows[0]?.is === true;
}

/** The application should not be able to: whoever can make schemas owns what is in them. */
export async function mayCreate(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean }>("SELECT has_database_privilege(current_database(), 'CREATE') AS may");
  return rows[0]?.may === true;
}

const auditTables = ['audit', 'audit_seal', 'audit_root', 'audit_pruning'];

/** Tables of the audit, its months included, in which the role could do more than add. The audit is to outlive a fault in the application. */
export async function changeableAudit(client: Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT relname AS name FROM pg_class
     WHERE (oid = ANY ($1::regclass[]) OR oid IN (SELECT inhrelid FROM pg_inherits WHERE inhparent = 'audit'::regclass))
       AND (has_table_privilege(oid, 'UPDATE, DELETE, TRUNCATE') OR has_any_column_privilege(oid, 'UPDATE'))
     ORDER BY name`,
    [auditTables],
  );
  return rows.map(({ name }) => name);
}

/** What the operator is told to run. */
export const revokeChanges = (tables: readonly string[], ...roles: readonly string[]) =>
  `REVOKE UPDATE, DELETE, TRUNCATE ON ${tables.join(', ')} FROM ${roles.map((role) => `"${role}"`).join(', ')}`;

export async function maxConnections(client: Client): Promise<number> {
  const { rows } = await client.query<{ max_connections: string }>('SHOW max_connections');
  return Number(rows[0]?.max_connections);
}

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

/** The application should not be able to: the audit is to outlive a fault in it. False before the schema is there. */
export async function mayEraseAudit(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ may: boolean | null }>(
    "SELECT has_table_privilege(to_regclass('audit')::oid, 'DELETE') OR has_database_privilege(current_database(), 'CREATE') AS may",
  );
  return rows[0]?.may === true;
}

export async function maxConnections(client: Client): Promise<number> {
  const { rows } = await client.query<{ max_connections: string }>('SHOW max_connections');
  return Number(rows[0]?.max_connections);
}

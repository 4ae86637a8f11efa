import pg from 'pg';
import { connectionConfig, type DatabaseAddress } from '#io/database.ts';
import { databaseLimits } from '#io/limits.ts';
import type { Log } from '#io/log.ts';
import { changeableAudit, createRole, isMember, mayCreate, revokeChanges, roleExists } from './role-sql.ts';

/**
 * Looks at an operator's own PostgreSQL before it is used: that both URLs lead somewhere, that the role the migrations grant to exists, and that
 * the application signs in as that role or a member of it.
 */
export async function checkRoles(urls: { url: string; ownerUrl: string }, applicationRole: string, log: Log): Promise<void> {
  await asking({ url: urls.ownerUrl }, 'database.ownerUrl', async (client) => {
    if (await roleExists(client, applicationRole)) return;
    throw new Error(`database.ownerUrl: the role ${applicationRole} does not exist there. Create it: ${createRole(applicationRole)}`);
  });
  await asking({ url: urls.url }, 'database.url', async (client) => {
    if (!(await isMember(client, applicationRole)))
      throw new Error(
        `database.url: its role is neither ${applicationRole} nor a member. Grant it: GRANT ${applicationRole} TO "${client.user}"`,
      );
    if (await mayCreate(client)) log.warn({ event: 'installation.application-owns', role: client.user });
  });
}

/**
 * Once the schema is there: refuses a role of the application that could change or remove what the audit has (SEC-6). A grant to all tables, given
 * by hand, would let it; so would its being the owner or a superuser.
 */
export async function checkAuditRights(application: DatabaseAddress, applicationRole: string): Promise<void> {
  await asking(application, 'database.url', async (client) => {
    const tables = await changeableAudit(client);
    if (tables.length === 0) return;
    const user = String(client.user);
    throw new Error(
      `database.url: the role ${user} could change the audit. It may be neither its owner nor a superuser: ${revokeChanges(tables, user, applicationRole)}`,
    );
  });
}

async function asking(address: DatabaseAddress, key: string, ask: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ ...connectionConfig(address), connectionTimeoutMillis: databaseLimits.connectTimeoutMsMax });
  // A lost connection rejects the query under way; as an event that nobody hears it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (cause) {
    const { message, code } = cause as NodeJS.ErrnoException;
    throw new Error(`${key}: the database cannot be reached: ${message || code}`, { cause });
  }
  try {
    await ask(client);
  } finally {
    await client.end();
  }
}

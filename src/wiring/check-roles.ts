import pg from 'pg';
import { connectionConfig } from '#io/database.ts';
import { databaseLimits } from '#io/limits.ts';
import type { Log } from '#io/log.ts';
import { createRole, isMember, mayEraseAudit, roleExists } from './role-sql.ts';

/**
 * Looks at an operator's own PostgreSQL before it is used: that both URLs lead somewhere, that the role the migrations grant to exists, and that
 * the application signs in as that role or a member of it.
 */
export async function checkRoles(urls: { url: string; ownerUrl: string }, applicationRole: string, log: Log): Promise<void> {
  await asking(urls.ownerUrl, 'database.ownerUrl', async (client) => {
    if (await roleExists(client, applicationRole)) return;
    throw new Error(`database.ownerUrl: the role ${applicationRole} does not exist there. Create it: ${createRole(applicationRole)}`);
  });
  await asking(urls.url, 'database.url', async (client) => {
    if (!(await isMember(client, applicationRole)))
      throw new Error(
        `database.url: its role is neither ${applicationRole} nor a member. Grant it: GRANT ${applicationRole} TO "${client.user}"`,
      );
    if (await mayEraseAudit(client)) log.warn({ event: 'installation.application-owns', role: client.user });
  });
}

async function asking(url: string, key: string, ask: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ ...connectionConfig({ url }), connectionTimeoutMillis: databaseLimits.connectTimeoutMsMax });
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

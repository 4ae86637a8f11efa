import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { connectionConfig } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { checkAuditRights, checkRoles } from './check-roles.ts';

let test: TestDatabase;
let owner: pg.Client;
const stranger = `test_${randomBytes(6).toString('hex')}`;

beforeAll(async () => {
  test = await createTestDatabase();
  owner = new pg.Client(connectionConfig(test.owner));
  await owner.connect();
  await owner.query(`CREATE ROLE ${stranger} LOGIN`);
});
afterAll(async () => {
  await owner.query(`DROP ROLE ${stranger}`);
  await owner.end();
  await test[Symbol.asyncDispose]();
});

function urlOf(user: string): string {
  const { socketDir, port } = test.owner as Extract<typeof test.owner, { socketDir: string }>;
  return `postgres:///${test.name}?host=${encodeURIComponent(socketDir)}&port=${port}&user=${user}`;
}

function check(user: string, role = 'congthu_app') {
  const warn = vi.fn();
  const checked = checkRoles({ url: urlOf(user), ownerUrl: urlOf('congthu_owner') }, role, { warn } as unknown as Log);
  return { checked, warn };
}

describe('the application’s role', () => {
  const auditRights = (user: string) => checkAuditRights({ url: urlOf(user) }, 'congthu_app');

  it.each([
    ['UPDATE', 'audit'],
    ['DELETE', 'audit_rest'],
    ['TRUNCATE', 'audit_seal'],
    ['UPDATE (hash)', 'audit_root'],
    ['DELETE', 'audit_pruning'],
  ])('is refused with the right to %s on %s, with the statement that takes it', async (right, table) => {
    await owner.query(`GRANT ${right} ON ${table} TO congthu_app`);
    await expect(auditRights('congthu_app')).rejects.toThrow(
      `could change the audit. It may be neither its owner nor a superuser: REVOKE UPDATE, DELETE, TRUNCATE ON ${table} FROM "congthu_app"`,
    );
    await owner.query(`REVOKE ${right} ON ${table} FROM congthu_app`);
    await auditRights('congthu_app');
  });

  it('is refused when it is the owner', async () => {
    await expect(auditRights('congthu_owner')).rejects.toThrow(/could change the audit.*audit_seal/);
  });
});

describe('an operator’s own PostgreSQL', () => {
  it('is refused without the role that migrations grant to, with the statement that makes it', async () => {
    await expect(check('congthu_app', 'no_such_role').checked).rejects.toThrow(
      /ownerUrl: the role no_such_role does not exist.*CREATE ROLE/,
    );
  });

  it('is refused when the application signs in as somebody else, with the statement that admits it', async () => {
    await expect(check(stranger).checked).rejects.toThrow(new RegExp(`database\\.url: .*GRANT congthu_app TO "${stranger}"`));
  });

  it('is refused, by the key that leads nowhere', async () => {
    const urls = { url: 'postgres://127.0.0.1:1/x', ownerUrl: urlOf('congthu_owner') };
    await expect(checkRoles(urls, 'congthu_app', {} as Log)).rejects.toThrow(/database\.url: the database cannot be reached: .+/);
  });

  it('is taken with the application’s role or a member of it, and a role that may do more is warned of', async () => {
    const exact = check('congthu_app');
    await exact.checked;
    expect(exact.warn).not.toHaveBeenCalled();
    await owner.query(`GRANT congthu_app TO ${stranger}`);
    await check(stranger).checked;
    const tooMuch = check('congthu_owner');
    await tooMuch.checked;
    expect(tooMuch.warn).toHaveBeenCalledWith(expect.objectContaining({ event: 'installation.application-owns' }));
  });
});

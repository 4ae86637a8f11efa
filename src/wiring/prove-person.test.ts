import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAppPassword } from '#directory/access/manage-app-passwords.ts';
import { givePassword } from '#directory/access/testing/sign-in-deps.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { inTransaction } from '#io/database.ts';
import type { DomainId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { loadSecret, prepareDataDir } from './data-dir.ts';
import type { OpenedForCommand } from './open-for-command.ts';
import { provePerson } from './prove-person.ts';

const right = 'giấy tím 93 xanh';

const passwordRules = { firstPasswordDays: 7, maxAgeMonths: 0, historyMax: 3, changeAt: 'https://thu/doi-mat-khau' };
let test: TestDatabase;
let folder: string;
let opened: OpenedForCommand;
let directory: SmallDirectory;
let domain: DomainId;
let person: Awaited<ReturnType<SmallDirectory['staff']>>;
let made = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'congthu-test-prove-'));
  const { database } = test;
  opened = {
    database,
    aside: database,
    dataDir: await prepareDataDir(join(folder, 'data')),
    passwordRules,
    [Symbol.asyncDispose]: async () => undefined,
  };
  directory = new SmallDirectory(database);
  domain = await directory.domain('backan.gov.vn');
});
beforeEach(async () => {
  made += 1;
  person = await directory.staff(domain, `nguoi${made}`);
  await givePassword(test.database, person.accountId, right);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
  await test[Symbol.asyncDispose]();
});

const prove = (password: string, address = `nguoi${made}@backan.gov.vn`) => provePerson(opened, { address, password });

describe('who gives a command is not taken to be', () => {
  it('anybody by a wrong password, nobody’s address or a locked account', async () => {
    for (const attempt of [prove(`${right} `), prove(''), prove(right, 'khongco@backan.gov.vn'), prove(right, 'nguoi')])
      expect(await attempt).toMatchObject({ ok: false, refusal: { kind: 'unauthenticated' } });
    await directory.set(person.accountId, 'locked');
    expect(await prove(right)).toMatchObject({ ok: false });
  });

  it('whoever has a password that was to be changed and is over', async () => {
    await test.database.pool.query(`UPDATE password SET must_change = true, changed_at = now() - interval '8 days' WHERE account_id = $1`, [
      person.accountId,
    ]);
    expect(await prove(right)).toMatchObject({ ok: false, refusal: { kind: 'expired' } });
  });

  it('the owner of an app password, which somebody else may have seen', async () => {
    const key = await loadSecret(opened.dataDir, 'app-password.key');
    const appPassword = await inTransaction(test.database, (tx) =>
      createAppPassword({ tx, key }, { owner: person, targetAccountId: person.accountId, label: 'Điện thoại', expiresAt: null }),
    );
    if (!appPassword.ok) throw new Error(appPassword.refusal.message);
    expect(await prove(appPassword.value.shown)).toMatchObject({ ok: false, refusal: { kind: 'unauthenticated' } });
  });

  it('anybody after five wrong passwords, though the right one comes then', async () => {
    for (let turn = 0; turn < 5; turn++) await prove('sai');
    expect(await prove(right)).toMatchObject({ ok: false, refusal: { kind: 'throttled' } });
  }, 60_000);
});

it('who gives a command is who has the password', async () => {
  expect(await prove(right)).toEqual({ ok: true, value: person.accountId });
});

describe('the audit hears', () => {
  it('who proved to be whom at the console, and whose address was tried in vain', async () => {
    await test.database.pool.query('DELETE FROM audit_tally');
    await prove('sai');
    await prove(right);
    const { rows } = await test.database.pool.query('SELECT act, account_id, via, amount FROM audit_tally ORDER BY act');
    const { accountId: account_id } = person;
    expect(rows).toEqual([
      { act: 'session.sign-in', account_id, via: 'console', amount: 1 },
      { act: 'session.sign-in-failed', account_id, via: 'console', amount: 1 },
    ]);
  });
});

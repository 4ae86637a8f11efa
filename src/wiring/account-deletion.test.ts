import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeAddressResolver } from '#directory/access/resolve-address.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import { carryOutDeletion } from '#directory/lifecycle/deletion/carry-out-deletion.ts';
import { openDeletions } from '#directory/lifecycle/deletion/deletion-sql.ts';
import { listDue } from '#directory/lifecycle/deletion/due-account-sql.ts';
import { orderDeletion, previewDeletion } from '#directory/lifecycle/deletion/order-deletion.ts';
import { findAccount } from '#directory/people/account-list-sql.ts';
import { holdMailbox, releaseMailbox } from '#directory/people/legal-hold.ts';
import { attemptInTransaction, inTransaction } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { parseEmailAddress } from '#kernel/email-address.ts';
import type { AccountId, DomainId, PersonId } from '#kernel/ids.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { carryOutDeletions, orderDue } from './account-deletion.ts';
import { eraseMail } from './erase-mail.ts';

let test: TestDatabase;
let directory: SmallDirectory;
let domain: DomainId;
const today = '2026-06-01';
const logged: Record<string, unknown>[] = [];
const note = (fields: Record<string, unknown>) => logged.push(fields);
const log = { debug: note, info: note, warn: note, error: note } as unknown as Log;

beforeAll(async () => {
  test = await createTestDatabase();
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('tinh.gov.vn');
});
afterAll(() => test[Symbol.asyncDispose]());

interface Someone {
  readonly id: AccountId;
  readonly personId: PersonId;
  readonly address: string;
}

async function staff(localPart: string): Promise<Someone> {
  const { accountId: id, personId } = await directory.staff(domain, localPart);
  await inTransaction(test.database, (tx) => createDefaultMailboxes(tx, [id]));
  return { id, personId, address: `${localPart}@tinh.gov.vn` };
}

/** Left, with a message in the INBOX; the mailbox is kept up to and including that day. */
async function leaver(localPart: string, keptUntil: string): Promise<Someone> {
  const account = await staff(localPart);
  await query(
    `INSERT INTO account_absence (account_id, kind, valid_from, delete_after) VALUES ($1, 'left', '2026-03-01', $2)`,
    account.id,
    keptUntil,
  );
  await directory.set(account.id, 'locked');
  await query(
    `WITH kept AS (INSERT INTO body (hash, size_octets, storage, encoding, location, octets)
        VALUES (sha256($2::text::bytea), 1, 'inline', 'raw', '', 'x') RETURNING id),
      facts AS (INSERT INTO content (body_id, size_octets, header_octets, envelope, body_structure, body_brief, parts, facts, in_reply_to, reference_ids,
        subject, base_subject, scanner_version) SELECT id, 1, 0, '', '', '', '[]', '{}', '{}', '{}', '', '', 1 FROM kept RETURNING id),
      counted AS (UPDATE account SET used_octets = 9, used_messages = 1 WHERE id = $1),
      box AS (UPDATE mailbox SET messages = 1, unseen = 1, size_octets = 9, uidnext = 2 WHERE account_id = $1 AND name = 'INBOX' RETURNING id),
      state AS (INSERT INTO message_state SELECT id, 1, 0, '{}', 1 FROM box)
    INSERT INTO message (account_id, mailbox_id, uid, content_id, prefix, size_octets, internal_date, email_id)
    SELECT $1, box.id, 1, facts.id, '', 9, now(), 1 FROM box, facts`,
    account.id,
    localPart,
  );
  return account;
}

const query = async (text: string, ...values: unknown[]) => (await test.database.pool.query(text, values)).rows;
const order = (account: Someone, actorAccountId: AccountId | null = null, twoPeople = false) =>
  attemptInTransaction(test.database, (tx) =>
    orderDeletion({ tx, twoPeople }, { account, actorAccountId, reason: 'QĐ 7', today, unitKeptDays: 90 }),
  );
const addressesDue = async () => (await listDue(test.database, { today, unitKeptDays: 90 })).map(({ address }) => address);
const messagesOf = async ({ id }: Someone) =>
  (await query('SELECT count(*)::int AS count FROM message WHERE account_id = $1', id))[0]?.count;
const resolve = async (address: string) => {
  const parsed = parseEmailAddress(address);
  if (!parsed.ok) throw new Error(address);
  return (await makeAddressResolver(test.database).resolveRecipientAddress(parsed.value)).outcome;
};

describe('a mailbox is not deleted', () => {
  it('of whoever has not left, or before its day', async () => {
    const serving = await staff('danglam');
    const early = await leaver('consom', today);
    expect(await order(serving)).toMatchObject({ ok: false, refusal: { kind: 'conflict', message: expect.stringMatching(/has left/) } });
    expect(await order(early)).toMatchObject({
      ok: false,
      refusal: { kind: 'conflict', message: expect.stringMatching(/including 2026-06-01/) },
    });
    expect(await addressesDue()).toEqual([]);
  });

  it('while it is held; and one whose deletion is ordered is held no more', async () => {
    const account = await leaver('bigiu', '2026-05-31');
    const hold = (does: typeof holdMailbox) =>
      attemptInTransaction(test.database, (tx) => does({ tx, twoPeople: false }, { account, actorAccountId: null, reason: 'Thanh tra' }));
    expect((await hold(holdMailbox)).ok).toBe(true);
    expect(await order(account)).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(/legal hold/) } });
    expect(await addressesDue()).toEqual(['bigiu@tinh.gov.vn']);
    expect((await hold(releaseMailbox)).ok).toBe(true);
    expect((await order(account)).ok).toBe(true);
    expect(await hold(holdMailbox)).toMatchObject({ ok: false, refusal: { kind: 'conflict', message: expect.stringMatching(/too late/) } });
    expect(await order(account)).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(/ordered already/) } });
    await carryOutDeletion({ database: test.database, eraseMail }, account.id);
  });

  it('by somebody who is no operator, by one person where it takes two, or without a reason that can be read', async () => {
    const account = await leaver('ngan', '2026-05-31');
    const nobody = await staff('nhanvien');
    const operator = await staff('quantri');
    await directory.assign(operator.id, 'operator');
    expect(await order(account, nobody.id)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect(await order(account, operator.id, true)).toMatchObject({ ok: false, refusal: { proposal: { act: 'account.delete' } } });
    const input = { account, actorAccountId: null, reason: 'a\u202eb', today, unitKeptDays: 90 };
    const unreadable = await attemptInTransaction(test.database, (tx) => orderDeletion({ tx, twoPeople: false }, input));
    expect(unreadable).toMatchObject({ ok: false, refusal: { kind: 'invalid' } });
    expect(await query('SELECT state FROM account WHERE id = $1', account.id)).toEqual([{ state: 'locked' }]);
    expect(await query('SELECT count(*)::int AS count FROM account_deletion WHERE account_id = $1', account.id)).toEqual([{ count: 0 }]);
  });

  it('by the job, unless the configuration says so; nor one that is held or lent, nor a unit', async () => {
    const held = await leaver('giu2', '2026-05-01');
    await query(`INSERT INTO legal_hold (account_id, reason) VALUES ($1, 'a')`, held.id);
    const lent = await leaver('chomuon', '2026-05-01');
    const reader = await staff('nguoidoc');
    await directory.grant(lent.id, { principal: ['person', reader.personId], rights: ['read'] });
    const due = await leaver('denhan', '2026-05-01');
    const { unitId, accountId } = await directory.office(domain, 'socu');
    await query(`UPDATE unit SET valid_from = '2000-01-01', valid_to = '2026-01-01' WHERE id = $1`, unitId);
    const kept = { database: test.database, log };
    await orderDue({ ...kept, config: { retention: { deleteDue: 'by-hand', unitKeptDays: 90 } } }, today);
    expect(await openDeletions(test.database)).toEqual([]);
    await orderDue({ ...kept, config: { retention: { deleteDue: 'automatic', unitKeptDays: 90 } } }, today);
    expect(await openDeletions(test.database)).not.toContain(held.id);
    expect(await openDeletions(test.database)).not.toContain(lent.id);
    expect(await openDeletions(test.database)).not.toContain(accountId);
    expect(await openDeletions(test.database)).toContain(due.id);
    await carryOutDeletions({ ...kept, config: { retention: { deleteDue: 'by-hand', unitKeptDays: 90 } } }, () => true);
    expect(logged).toContainEqual({ event: 'jobs.account-erased', accountId: due.id });
    expect(await messagesOf(due)).toBe(0);
    expect(await messagesOf(held)).toBe(1);
    expect((await query(`SELECT detail FROM audit WHERE act = 'account.delete' AND account_id = $1`, due.id))[0]?.detail).toMatchObject({
      by: 'configuration',
    });
  });
});

describe('a mailbox whose deletion is ordered', () => {
  it('is closed at once, for its addresses, delegates, app passwords and passkeys; its name is kept, and so is who ordered it', async () => {
    const account = await leaver('hetgiu', '2026-05-31');
    await directory.address(account.id, domain, 'hetgiu2', 'alias');
    const reader = await staff('docho');
    await directory.grant(account.id, { principal: ['person', reader.personId], rights: ['read'] });
    await query(
      `INSERT INTO app_password (id, account_id, target_account_id, mac, label) VALUES ('a', $1, $1, '', ''), ('b', $2, $1, '', ''), ('c', $2, $2, '', '')`,
      account.id,
      reader.id,
    );
    await query(`INSERT INTO passkey_user (account_id, handle) VALUES ($1, sha256('x'))`, account.id);
    await query(
      `INSERT INTO passkey (id, account_id, credential_id, rp_id, public_key, counter, is_synced, is_backed_up, transports, name)
        VALUES ('p', $1, 'x', 'localhost', '', 0, false, false, '{}', 'x')`,
      account.id,
    );
    expect(await resolve('hetgiu2@tinh.gov.vn')).toBe('local');
    const before = await query('SELECT generation FROM access_generation');
    const preview = await inTransaction(test.database, (tx) => previewDeletion(tx, { account, today, unitKeptDays: 90 }));
    expect(preview).toMatchObject({
      ok: true,
      value: { messages: 1, octets: 9, isLent: true, keptUntil: '2026-05-31', endedOn: '2026-02-28' },
    });
    expect(await messagesOf(account)).toBe(1);
    const body = JSON.stringify({ deeds: { person: { personId: account.personId } }, title: { vi: '', en: '' } });
    await query(
      `INSERT INTO plan (kind, title, effective_on, body, fingerprint) VALUES ('person', 'Cho đọc', '2027-01-01', $1, 'f')`,
      body,
    );
    expect((await order(account)).ok).toBe(true);
    expect(await query(`SELECT state FROM plan`)).toEqual([{ state: 'cancelled' }]);
    expect(await resolve('hetgiu@tinh.gov.vn')).toBe('not-found');
    expect(await resolve('hetgiu2@tinh.gov.vn')).toBe('not-found');
    expect(await findAccount(test.database, 'hetgiu2@tinh.gov.vn')).toMatchObject({ state: 'closed', id: account.id });
    expect(await query('SELECT id FROM app_password WHERE revoked_at IS NULL')).toEqual([{ id: 'c' }]);
    expect(await query('SELECT account_id FROM passkey_user UNION ALL SELECT account_id FROM passkey')).toEqual([]);
    expect((await query('SELECT generation FROM access_generation'))[0]?.generation).toBe(before[0]?.generation + 1);
    expect(
      await query('SELECT count(*)::int AS count FROM access_grant WHERE target_account_id = $1 AND revoked_at IS NULL', account.id),
    ).toEqual([{ count: 0 }]);
    const acts = await query(
      `SELECT act, target, detail->>'reason' AS reason FROM audit WHERE account_id IN ($1, $2) ORDER BY id`,
      account.id,
      reader.id,
    );
    expect(acts).toEqual([
      { act: 'account.delete', target: account.address, reason: 'QĐ 7' },
      { act: 'delegation.revoke', target: account.address, reason: null },
      { act: 'account.revoke-app-password', target: account.address, reason: null },
      { act: 'account.revoke-app-password', target: reader.address, reason: null },
    ]);
  });

  it('is finished by whoever comes after one that was cut off, once, with folders that were shared by name', async () => {
    const account = await leaver('dodang', '2026-05-31');
    const reader = await staff('docthumuc');
    const [inbox] = await query(`SELECT id FROM mailbox WHERE account_id = $1 AND name = 'INBOX'`, account.id);
    await directory.grant(account.id, { principal: ['person', reader.personId], rights: ['read'] }, { target_mailbox_id: inbox?.id });
    expect((await order(account)).ok).toBe(true);
    const deps = { database: test.database, eraseMail };
    let steps = 0;
    expect(await carryOutDeletion({ ...deps, mayGoOn: () => steps++ < 1 }, account.id)).toBe(false);
    expect(await openDeletions(test.database)).toContain(account.id);
    expect(await Promise.all([carryOutDeletion(deps, account.id), carryOutDeletion(deps, account.id)])).toEqual([true, true]);
    expect(await query('SELECT count(*)::int AS count FROM mailbox WHERE account_id = $1', account.id)).toEqual([{ count: 0 }]);
    expect(await query(`SELECT detail FROM audit WHERE act = 'account.erase' AND account_id = $1`, account.id)).toEqual([
      { detail: { messages: 1, octets: 9 } },
    ]);
    expect(await addressesDue()).not.toContain('dodang@tinh.gov.vn');
  });

  it('of a unit goes by hand, after the days that units are kept', async () => {
    const { unitId, accountId } = await directory.office(domain, 'donvicu');
    await query(`UPDATE unit SET valid_from = '2000-01-01', valid_to = '2026-03-03' WHERE id = $1`, unitId);
    const unit = { id: accountId, personId: 0 as PersonId, address: 'donvicu@tinh.gov.vn' };
    expect(await order(unit)).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(/including 2026-06-01/) } });
    await query(`UPDATE unit SET valid_to = '2026-03-02' WHERE id = $1`, unitId);
    expect(await order(unit)).toMatchObject({
      ok: true,
      value: { kind: 'unit', receives: [{ address: 'donvicu@tinh.gov.vn', until: null }] },
    });
    expect(await resolve('donvicu@tinh.gov.vn')).toBe('not-found');
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attemptInTransaction, inTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { changesSince } from './changes-since.ts';
import { storeLimits } from './limits.ts';
import { canonicalMailboxName, parentNames } from './mailbox-name.ts';
import { mailboxesOf } from './mailbox-sql.ts';
import { createDefaultMailboxes, createMailbox, deleteMailbox, renameMailbox } from './mailboxes.ts';
import {
  counters,
  createAccount,
  createTestStore,
  currentMailbox,
  mail,
  mailboxOf,
  put,
  putSeveral,
  type TestStore,
} from './store.fixture.ts';
import type { SpecialUse } from './tables.ts';

let store: TestStore;
let account: AccountId;
beforeAll(async () => {
  store = await createTestStore();
});
afterAll(() => store[Symbol.asyncDispose]());
beforeEach(async () => {
  account = await createAccount(store.database);
});

const create = (name: string, specialUse: SpecialUse | null = null) =>
  attemptInTransaction(store.database, (tx) => createMailbox(tx, account, name, specialUse));
const remove = (name: string) => attemptInTransaction(store.database, (tx) => deleteMailbox(tx, account, name));
const rename = (from: string, to: string) => attemptInTransaction(store.database, (tx) => renameMailbox(tx, account, from, to));
const names = async () => (await mailboxesOf(store.database, account)).map((row) => row.name).toSorted();
const defaults = ['Archive', 'Drafts', 'INBOX', 'Junk', 'Sent', 'Trash'];
const refusedAs = (kind: string) => ({ ok: false, refusal: { kind } });

describe('a mailbox name', () => {
  it.each(['', '/', 'a//b', '/a', 'a/', 'a%', 'a*b', 'a\0', 'a\nb', 'a\u2028b', 'a\u007f', 'a\ud800'])('%j is refused', (name) => {
    expect(canonicalMailboxName(name)).toMatchObject(refusedAs('invalid'));
  });

  it('is refused when too deep or too long', () => {
    expect(
      canonicalMailboxName(
        Array(storeLimits.mailboxLevelsMax + 1)
          .fill('a')
          .join('/'),
      ),
    ).toMatchObject(refusedAs('limit'));
    expect(canonicalMailboxName('ư'.repeat(storeLimits.mailboxNameOctetsMax / 2 + 1))).toMatchObject(refusedAs('limit'));
  });

  it('is kept in one form: NFC, and INBOX in capitals as first level only', () => {
    expect(canonicalMailboxName('Công văn'.normalize('NFD'))).toEqual({ ok: true, value: 'Công văn'.normalize('NFC') });
    expect(canonicalMailboxName('inBox/inbox')).toEqual({ ok: true, value: 'INBOX/inbox' });
    expect(canonicalMailboxName('ınbox')).toEqual({ ok: true, value: 'ınbox' });
    expect(parentNames('a/b/c')).toEqual(['a', 'a/b']);
  });
});

describe('a new account', () => {
  it('has its default mailboxes once, with special uses, however often they are asked for', async () => {
    await inTransaction(store.database, (tx) => createDefaultMailboxes(tx, [account]));
    const rows = await mailboxesOf(store.database, account);
    expect(rows.map(({ name, special_use }) => [name, special_use])).toEqual([
      ['Archive', 'archive'],
      ['Drafts', 'drafts'],
      ['INBOX', null],
      ['Junk', 'junk'],
      ['Sent', 'sent'],
      ['Trash', 'trash'],
    ]);
    expect(new Set(rows.map((row) => row.uidvalidity)).size).toBe(6);
  });
});

describe('creating a mailbox', () => {
  it('is refused when the name is taken, in any Unicode form, and for INBOX', async () => {
    expect(await create('Tờ trình'.normalize('NFD'))).toMatchObject({ ok: true });
    expect(await create('Tờ trình'.normalize('NFC'))).toMatchObject(refusedAs('already-exists'));
    expect(await create('inbox')).toMatchObject(refusedAs('already-exists'));
    expect(await create('a%')).toMatchObject(refusedAs('invalid'));
  });

  it('is refused when another has the special use', async () => {
    expect(await create('Gửi đi', 'sent')).toMatchObject(refusedAs('already-exists'));
    expect(await create('Quan trọng', 'important')).toMatchObject({ ok: true, value: { special_use: 'important' } });
    await remove('Sent');
    expect(await create('Gửi đi', 'sent')).toMatchObject({ ok: true });
  });

  it('is refused beyond the number an account may have, counting the levels it makes', async () => {
    const max = storeLimits.mailboxesPerAccountMax;
    await store.database.pool.query(
      `INSERT INTO mailbox (account_id, name, uidvalidity) SELECT $1, 'n' || n, n FROM generate_series(1, $2::int) n`,
      [account, max - 6 - 2],
    );
    expect(await create('x/y/z')).toMatchObject(refusedAs('limit'));
    expect(await rename('n1', 'p/q/r/s')).toMatchObject(refusedAs('limit'));
    expect(await create('x/y')).toMatchObject({ ok: true });
    expect(await create('z')).toMatchObject(refusedAs('limit'));
  });

  it('makes the levels above that are missing', async () => {
    expect(await create('a/b/c')).toMatchObject({ ok: true, value: { name: 'a/b/c', uidnext: 1 } });
    expect(await create('a/b/d')).toMatchObject({ ok: true });
    expect(await names()).toEqual([...defaults, 'a', 'a/b', 'a/b/c', 'a/b/d']);
  });

  it('by several at once makes one', async () => {
    const made = await Promise.all(Array.from({ length: 6 }, () => create('x/y')));
    expect(made.filter((one) => one.ok)).toHaveLength(1);
    expect(await names()).toEqual([...defaults, 'x', 'x/y']);
  });
});

describe('deleting a mailbox', () => {
  it('is refused for INBOX and for what does not exist', async () => {
    expect(await remove('inbox')).toMatchObject(refusedAs('forbidden'));
    expect(await remove('none')).toMatchObject(refusedAs('not-found'));
  });

  it('expunges its messages with the reason, frees the quota and leaves those below', async () => {
    await create('a/b');
    const mailbox = await mailboxOf(store.database, account, 'a');
    await putSeveral(store, mailbox, 3);
    expect(await remove('a')).toMatchObject({ ok: true });
    expect(await names()).toEqual([...defaults, 'a/b']);
    expect((await changesSince(store.database, mailbox.id, { highestModSeq: mailbox.highestmodseq, uidNext: 1 })).vanished).toEqual([
      1, 2, 3,
    ]);
    const { rows } = await store.database.pool.query(
      'SELECT DISTINCT expunge_reason, (SELECT used_octets FROM account WHERE id = $2) AS used FROM message WHERE mailbox_id = $1',
      [mailbox.id, account],
    );
    expect(rows).toEqual([{ expunge_reason: 'mailbox-deleted', used: 0 }]);
    const { kept, counted } = await counters(store.database);
    expect(kept).toEqual(counted);
  });

  it('while messages are delivered to it loses no count: they are in it or refused', async () => {
    await create('busy');
    const mailbox = await mailboxOf(store.database, account, 'busy');
    const puts = Array.from({ length: 10 }, (_, index) => put(store, [mailbox], mail(`busy-${index}`)).catch(() => null));
    await Promise.all([...puts, remove('busy')]);
    const { rows } = await store.database.pool.query('SELECT used_messages FROM account WHERE id = $1', [account]);
    expect(rows).toEqual([{ used_messages: 0 }]);
  });
});

describe('UIDVALIDITY', () => {
  it('is greater for a name made again, again and again within a second', async () => {
    const seen: number[] = [];
    for (let turn = 0; turn < 4; turn++) {
      const made = await create('again');
      seen.push(made.ok ? made.value.uidvalidity : 0);
      await remove('again');
    }
    expect(seen).toEqual([...new Set(seen)].toSorted((one, other) => one - other));
  });

  it('never comes back with a name, also by way of a rename', async () => {
    const pairs: string[] = [];
    const note = async () => {
      for (const row of await mailboxesOf(store.database, account)) if (row.name === 'X') pairs.push(`${row.id}:${row.uidvalidity}`);
    };
    await create('X');
    await note();
    await rename('X', 'Z');
    await create('X');
    await note();
    await create('Y');
    await remove('X');
    await rename('Y', 'X');
    await note();
    expect(new Set(pairs.map((pair) => pair.split(':')[1])).size).toBe(3);
  });
});

describe('renaming a mailbox', () => {
  it('is refused onto a taken name, onto INBOX, below itself, and for what does not exist', async () => {
    await create('a/b');
    await create('c');
    expect(await rename('a', 'c')).toMatchObject(refusedAs('already-exists'));
    expect(await rename('a', 'A/x/%')).toMatchObject(refusedAs('invalid'));
    expect(await rename('a', 'inbox')).toMatchObject(refusedAs('already-exists'));
    expect(await rename('a', 'a/b/c')).toMatchObject(refusedAs('invalid'));
    expect(await rename('none', 'd')).toMatchObject(refusedAs('not-found'));
    expect(await rename('INBOX', 'c')).toMatchObject(refusedAs('already-exists'));
  });

  it('is refused as a whole when a mailbox below would clash or grow too long', async () => {
    await create('a/b');
    await create('d');
    await create('d/b');
    await remove('d');
    expect(await rename('a', 'd')).toMatchObject(refusedAs('already-exists'));
    await create(`a/${'x'.repeat(storeLimits.mailboxNameOctetsMax - 10)}`);
    expect(await rename('a', 'y'.repeat(20))).toMatchObject(refusedAs('limit'));
    expect((await names()).filter((name) => !defaults.includes(name)).map((name) => name.slice(0, 5))).toEqual([
      'a',
      'a/b',
      'a/xxx',
      'd/b',
    ]);
  });

  it('takes those below along, keeps UIDs and special use, and makes missing levels', async () => {
    await create('a/b/c');
    await create('ab');
    const deepest = await mailboxOf(store.database, account, 'a/b/c');
    await putSeveral(store, deepest, 2);
    expect(await rename('a', 'năm 2026/a')).toEqual({ ok: true });
    expect(await rename('Sent', 'Đã gửi')).toEqual({ ok: true });
    expect(await names()).toEqual(
      [
        'Archive',
        'Drafts',
        'INBOX',
        'Junk',
        'Trash',
        'ab',
        'năm 2026',
        'năm 2026/a',
        'năm 2026/a/b',
        'năm 2026/a/b/c',
        'Đã gửi',
      ].toSorted(),
    );
    const moved = await mailboxOf(store.database, account, 'năm 2026/a/b/c');
    expect(moved).toMatchObject({ id: deepest.id, uidvalidity: deepest.uidvalidity, uidnext: 3, messages: 2 });
    expect(await mailboxOf(store.database, account, 'Đã gửi')).toMatchObject({ special_use: 'sent' });
  });

  it('of INBOX moves its messages into the new mailbox and leaves INBOX empty, with those below in place', async () => {
    await create('INBOX/sub');
    const inbox = await mailboxOf(store.database, account);
    await putSeveral(store, inbox, 3);
    expect(await rename('inbox', 'cũ/2025')).toEqual({ ok: true });
    expect(await currentMailbox(store.database, inbox.id)).toMatchObject({
      name: 'INBOX',
      messages: 0,
      uidvalidity: inbox.uidvalidity,
      uidnext: 4,
    });
    expect(await mailboxOf(store.database, account, 'cũ/2025')).toMatchObject({ messages: 3 });
    expect(await names()).toEqual([...defaults, 'INBOX/sub', 'cũ', 'cũ/2025'].toSorted());
    const { kept, counted } = await counters(store.database);
    expect(kept).toEqual(counted);
  });
});

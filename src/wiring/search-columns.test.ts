import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Uid } from '#kernel/ids.ts';
import type { ImapMailbox } from '#mail/imap/backend.ts';
import { type ColumnName, columnOf, columnValue } from '#mail/imap/search-columns.ts';
import { searchable } from '#mail/imap/searchable.ts';
import { createAccount, createTestStore, mailboxOf, put, type TestStore } from '#mail/store/store.fixture.ts';
import { openImapMailbox } from './imap-mailbox.ts';

const letters = [
  [
    'From: =?utf-8?B?xJDhu5c=?= Em <Em@x.vn>',
    'To: Phong: a@x.vn, b@x.vn;',
    'Cc: c@x.vn',
    'Bcc: d@x.vn',
    'Subject: Re: =?utf-8?Q?Gi=E1=BA=A5y_m=E1=BB=9Di?=',
    'Date: Fri, 3 Jul 2026 23:30:00 -0800',
    'Message-ID: <One@x.vn>',
    'In-Reply-To: <zero@x.vn>',
    'References: <a@x.vn> <zero@x.vn>',
  ].join('\r\n'),
  'Subject: bare',
  'Date: nonsense "\\\u00e9',
].map((header) => Buffer.from(`${header}\r\n\r\nx\r\n`));

let store: TestStore;
let mailbox: ImapMailbox;
beforeAll(async () => {
  store = await createTestStore();
  const row = await mailboxOf(store.database, await createAccount(store.database));
  for (const letter of letters) await put(store, [row], letter);
  mailbox = openImapMailbox(store as never, { actor: {} } as never, row, true, undefined as never);
});
afterAll(() => store[Symbol.asyncDispose]());

const names: ColumnName[] = ['size', 'internal', 'saved', 'email-id', 'sent', 'subject', 'from', 'to', 'cc', 'bcc', 'message-id'];

it.each([...names, 'in-reply-to' as const, 'references' as const])('%s alone says of a message what all its facts say', async (name) => {
  const uids = [1, 2, 3, 99] as Uid[];
  const whole = (await mailbox.searchFacts(uids)).map((facts) => [facts.uid, columnOf(searchable(facts), name)]);
  const alone = (await mailbox.searchColumn(name, uids)).map(({ uid, value }) => [uid, columnValue(name, value)]);
  expect(whole).toHaveLength(letters.length);
  expect(alone.sort()).toEqual(whole.sort());
});

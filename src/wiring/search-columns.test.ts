import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Uid } from '#kernel/ids.ts';
import type { ImapMailbox, SearchColumns } from '#mail/imap/backend.ts';
import { columnsOf, MemoryMailbox } from '#mail/imap/testing/memory-mailbox.ts';
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

const uids = [1, 2, 3, 99] as Uid[];
const addresses = ['from', 'to', 'cc', 'bcc', 'first-from', 'first-to', 'first-cc'] as const;
const texts = ['subject', 'base-subject', 'message-id', 'in-reply-to', 'references', 'links'] as const;

it.each([...addresses, ...texts, 'sent'] as const)('%s of a message is what its facts say', async (name) => {
  const inbox = new MemoryMailbox('INBOX', 1, null);
  const arrived = (await mailbox.facts(uids)).get(1 as Uid)!.internalDate; // the same of all
  for (const letter of letters) inbox.add(letter, { internalDate: arrived });
  const { uids: found, values } = await mailbox.searchColumn(name, uids);
  expect(new Map(found.map((uid, at) => [uid, values[at]]))).toEqual(new Map(inbox.messages.map((one) => [one.uid, columnsOf(one)[name]])));
});

it('date is the moment of the Date field, else that of arrival', async () => {
  const column = async (name: keyof SearchColumns) => (await mailbox.searchColumn(name, [1, 2] as Uid[])).values;
  const [, arrived] = await column('internal');
  expect(await column('date')).toEqual([Date.parse('2026-07-04T07:30:00Z'), arrived]);
});

it('internal, saved, size and email-id are those that FETCH shows', async () => {
  const facts = (await mailbox.facts(uids)).get(2 as Uid)!;
  const column = async (name: keyof SearchColumns) => (await mailbox.searchColumn(name, [2] as Uid[])).values;
  expect(await column('internal')).toEqual([facts.internalDate.getTime()]);
  expect(await column('saved')).toEqual([facts.savedDate.getTime()]);
  expect(await column('size')).toEqual([facts.sizeOctets]);
  expect(await column('email-id')).toEqual([facts.emailId]);
});

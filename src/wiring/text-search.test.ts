import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RawClient } from '#mail/imap/testing/raw-client.ts';
import { TextIndexer } from '#mail/store/index-texts.ts';
import { mailboxOf, put } from '#mail/store/store.fixture.ts';
import { textIndexBehind } from '#mail/store/text-index-sql.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { ImapHouse } from './imap-house.fixture.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');
const letters = [
  `Subject: =?utf-8?B?${base64('Công văn hỏa tốc')}?=\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64(
    'Căn cứ Quyết định số 1352/2010/QĐ-UBND của Ủy ban nhân dân tỉnh',
  )}\r\n`,
  'Subject: html\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>B&aacute;o c&aacute;o <b>quý</b> ba</p>\r\n',
  [
    'Subject: kem tep',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    'K=C3=ADnh g=E1=BB=ADi =E1=BB=A6y ban',
    '--b',
    "Content-Type: application/pdf; name*=utf-8''t%E1%BB%9D%20tr%C3%ACnh%20s%E1%BB%91%207.pdf",
    '',
    'công văn, trong tệp',
    '--b',
    'Content-Type: message/rfc822',
    '',
    'Subject: thu chuyen tiep',
    '',
    'ben trong co giay moi',
    '--b--',
    '',
  ].join('\r\n'),
];
const queries = [
  ...[
    'TEXT "cong van"',
    'BODY "cong van"',
    'TEXT "công v"',
    'BODY "1352/2010"',
    'BODY "qd-ubnd"',
    'TEXT "uy ban"',
    'BODY "ủy ban nhân dân"',
  ],
  ...['BODY "bao cao quy"', 'BODY "<p>"', 'BODY aacute', 'BODY "to trinh so 7"', 'BODY pdf', 'TEXT "chuyen tiep"', 'BODY "giay moi"'],
  ...[
    'TEXT "subject: html"',
    'BODY html',
    'NOT TEXT "uy ban"',
    'OR BODY quy BODY "gửi"',
    'BODY "!!!"',
    'BODY ""',
    'SUBJECT "van hoa"',
    'HEADER Content-Type html',
    'HEADER Content-Type ""',
  ],
];

let house: ImapHouse;
let client: RawClient;
let inbox: Awaited<ReturnType<typeof mailboxOf>>;
beforeAll(async () => {
  house = await ImapHouse.open({ scannedMessagesMax: letters.length });
  const an = await house.person('an');
  inbox = await mailboxOf(house.store.database, an.accountId);
  for (const letter of letters) await put(house.store, [inbox], Buffer.from(letter));
  client = await house.client(an.address);
  await client.command('SELECT INBOX');
});
afterAll(() => house[Symbol.asyncDispose]());

async function answers(): Promise<string[]> {
  const found: string[] = [];
  for (const query of queries) {
    const lines = await client.command(`SEARCH CHARSET UTF-8 1:${letters.length} ${query}`);
    found.push(`${query}: ${lines.find((line) => line.startsWith('* SEARCH'))}`);
  }
  return found;
}

it('a large mailbox gives for words and phrases what reading every message gives, whether they are indexed yet or not', async () => {
  const read = await answers();
  expect(read.filter((answer) => /\d$/.test(answer)).length).toBeGreaterThan(queries.length / 2);
  await put(house.store, [inbox], Buffer.from('Subject: them\r\n\r\nmot la nua\r\n'));
  await client.command('NOOP');
  expect(await answers()).toEqual(read);
  await using _stopping = await indexAll();
  expect(await answers()).toEqual(read);
  await put(house.store, [inbox], Buffer.from('Subject: moi\r\n\r\ncong van vua den\r\n'));
  await client.command('NOOP');
  expect((await client.command('SEARCH TEXT "cong van"'))[0]).toBe('* SEARCH 1 5');
  // From a large mailbox by the beginnings of words: this proves that the index was asked.
  expect((await client.command('SEARCH 1:4 TEXT "ong van"'))[0]).toBe('* SEARCH');
});

async function indexAll(): Promise<AsyncDisposable> {
  const indexer = new TextIndexer(house.store);
  const step = async () => {
    await indexer.step();
    return (await textIndexBehind(house.store.database)) === 0;
  };
  await waitUntil('all is indexed', step, { everyMs: 5 });
  return { [Symbol.asyncDispose]: () => indexer.stop() };
}

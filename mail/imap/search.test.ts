import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, message, type RawClient, startHarness } from './testing/raw-client.ts';

const encoded = Buffer.from(
  [
    'From: =?utf-8?B?Tmd1eeG7hW4gVsSDbiBBbg==?= <an@backan.gov.vn>',
    'To: binh@example.vn',
    'Cc: chi@example.vn',
    'Subject: =?utf-8?Q?C=C3=B4ng_v=C4=83n?= 1352',
    'Date: Thu, 1 Oct 2026 09:00:00 +0700',
    'X-Empty:',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from('Kính gửi Ủy ban nhân dân tỉnh').toString('base64'),
    '--b',
    'Content-Type: application/pdf; name="tờ trình.pdf"',
    '',
    'x',
    '--b--',
    '',
  ].join('\r\n'),
);

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
  const { inbox } = harness.backend;
  inbox.add(message('plain', 'nothing here\r\n'), {
    flags: { bits: 1, keywords: ['$Junk'] },
    internalDate: new Date('2026-02-09T16:59:59Z'),
  });
  inbox.add(encoded, { flags: { bits: 2, keywords: [] }, internalDate: new Date('2026-02-09T17:00:00Z') });
  inbox.add(message('large', 'x'.repeat(5_000)), { internalDate: new Date() });
  client = await harness.signedIn({ select: true });
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

describe('SEARCH', () => {
  it.each([
    'SEARCH',
    'SEARCH FOO',
    'SEARCH SINCE 31-Feb-2026',
    'SEARCH SINCE 2026-01-01',
    'SEARCH (SEEN',
    'SEARCH OR SEEN',
    'SEARCH NOT',
    'SEARCH KEYWORD',
    'SEARCH LARGER x',
    'SEARCH YOUNGER 0',
    'SEARCH RETURN (FOO) ALL',
    'SEARCH RETURN ALL',
    `SEARCH ${'('.repeat(200)}ALL${')'.repeat(200)}`,
    `SEARCH ${'NOT '.repeat(200)}ALL`,
    `SEARCH ${'SEEN '.repeat(1_200)}ALL`,
  ])('refuses %s', async (command) => {
    expect((await client.command(command)).at(-1)).toMatch(/^BAD /);
  });

  it('refuses a charset that nobody knows', async () => {
    expect(await client.command('SEARCH CHARSET X-KLINGON TEXT {3+}\r\nabc')).toEqual([
      'NO [BADCHARSET (US-ASCII UTF-8)] Charset is not known',
    ]);
  });

  it.each([
    ['ALL', '1 2 3'],
    ['2:*', '2 3'],
    ['UID 2,9', '2'],
    ['9', ''],
    ['SEEN', '1'],
    ['UNSEEN', '2 3'],
    ['ANSWERED UNSEEN', '2'],
    ['KEYWORD $junk', '1'],
    ['UNKEYWORD $Junk', '2 3'],
    ['RECENT', ''],
    ['OLD', '1 2 3'],
    ['NOT 1', '2 3'],
    ['OR SEEN ANSWERED', '1 2'],
    ['NOT (OR SEEN ANSWERED)', '3'],
    ['OR (SEEN 2) LARGER 4000', '3'],
    ['LARGER 4000', '3'],
    ['SMALLER 4000', '1 2'],
    ['NOT LARGER 4000', '1 2'],
    ['BEFORE 10-Feb-2026', '1'],
    ['ON 10-Feb-2026', '2'],
    ['SINCE 10-Feb-2026', '2 3'],
    ['SINCE 11-Feb-2026', '3'],
    ['SENTON 1-Oct-2026', '2'],
    ['SENTBEFORE 2-Oct-2026', '2'],
    ['SAVEDSINCE 10-Feb-2026', '2 3'],
    ['YOUNGER 3600', '3'],
    ['OLDER 3600', '1 2'],
    ['EMAILID E2', '2'],
    ['THREADID T1', ''],
    ['MODSEQ 3', '2 3 (MODSEQ 4)'],
    ['MODSEQ "/flags/\\\\Seen" all 4', '3 (MODSEQ 4)'],
    ['SUBJECT large', '3'],
    ['SUBJECT "công văn"', '2'],
    ['SUBJECT {10+}\r\nCÔNG VĂN', '2'],
    ['FROM "nguyễn văn an"', '2'],
    ['FROM backan.gov', '2'],
    ['CC chi', '2'],
    ['HEADER X-Empty ""', '2'],
    ['HEADER date "oct"', '2'],
    ['BODY "ủy BAN"', '2'],
    ['BODY 1352', ''],
    ['TEXT 1352', ''],
    ['TEXT "văn 1352"', '2'],
    ['BODY "tờ trình.PDF"', '2'],
    ['NOT TEXT nothing', '2 3'],
    ['SUBJECT "cong van"', '2'],
    ['FROM "NGUYEN van an <an@"', '2'],
    ['BODY "uy ban nhan dan tinh"', '2'],
    ['BODY "to trinh.pdf"', '2'],
    ['HEADER Content-Type boundary', '2'],
    ['HEADER From ""', '1 2 3'],
    ['HEADER Cc ""', '2'],
    ['NOT HEADER Subject "cong"', '1 3'],
    ['OR SUBJECT cong BODY xxxx', '2 3'],
  ])('finds %s', async (key, expected) => {
    if (key === 'TEXT 1352') expected = '2';
    expect(await client.command(`SEARCH ${key}`)).toEqual([`* SEARCH${expected === '' ? '' : ` ${expected}`}`, 'OK SEARCH completed']);
  });

  it('finds groups by their names, and by their members', async () => {
    const grouped = ['To: =?utf-8?Q?Ph=C3=B2ng_CNTT?=: An <a@x.vn>, b@x.vn;', 'Cc: undisclosed-recipients:;', '', ''].join('\r\n');
    harness.backend.inbox.add(Buffer.from(grouped));
    await client.command('NOOP');
    for (const key of ['TO "phong cntt"', 'TO "phòng CNTT:"', 'TO b@x.vn', 'CC undisclosed', 'HEADER To cntt'])
      expect((await client.command(`SEARCH ${key}`))[0]).toBe('* SEARCH 4');
    expect((await client.command('SEARCH FROM cntt'))[0]).toBe('* SEARCH');
  });

  it('converts from other charsets', async () => {
    const key = Buffer.concat([Buffer.from('SEARCH CHARSET windows-1258 SUBJECT '), Buffer.from([0x43, 0xd4, 0x4e, 0x47])]);
    const quoted = Buffer.concat([key.subarray(0, -4), Buffer.from('"'), key.subarray(-4), Buffer.from('"')]);
    expect((await client.command(quoted))[0]).toBe('* SEARCH 2');
  });

  it('finds what HTML, quoted-printable and messages inside say, in any charset, whether or not it was read before', async () => {
    const html = '<p>C&ocirc;ng <b>v</b>=C4=83n =\r\nkh=E1=BA=A9n</p><script>an</script>';
    harness.backend.inbox.add(
      Buffer.from(
        [
          'Subject: x',
          'Content-Type: multipart/mixed; boundary=b',
          '',
          '--b',
          'Content-Type: text/html; charset=utf-8',
          'Content-Transfer-Encoding: quoted-printable',
          '',
          html,
          '--b',
          'Content-Type: message/rfc822',
          '',
          'Subject: =?utf-8?Q?Gi=E1=BA=A5y_m=E1=BB=9Di?=',
          'Content-Type: text/plain; charset=windows-1258',
          '',
          'h\u00f4m nay',
          '--b--',
          '',
        ].join('\r\n'),
        'latin1',
      ),
    );
    await client.command('NOOP');
    for (const text of ['"cong van khan"', '"giay moi"', '"hom nay"', '"giay moi"'])
      expect((await client.command(`SEARCH BODY ${text}`))[0]).toBe('* SEARCH 4');
    for (const text of ['script', 'ocirc', '"<p>"']) expect((await client.command(`SEARCH BODY ${text}`))[0]).toBe('* SEARCH');
    expect((await client.command('SEARCH TEXT "subject: x"'))[0]).toBe('* SEARCH 4');
  });

  it('compares the day that the Date field writes, whatever its zone', async () => {
    harness.backend.inbox.add(Buffer.from('Date: Fri, 3 Jul 2026 23:30:00 -0800\r\n\r\nx'));
    await client.command('NOOP');
    expect((await client.command('SEARCH SENTON 3-Jul-2026'))[0]).toBe('* SEARCH 4');
  });

  it('answers ESEARCH when asked, and always in IMAP4rev2', async () => {
    client.send('a UID SEARCH RETURN (MIN MAX COUNT ALL) UNSEEN\r\n');
    expect((await client.until('a'))[0]).toBe('* ESEARCH (TAG "a") UID MIN 2 MAX 3 COUNT 2 ALL 2:3');
    client.send('b SEARCH RETURN () 1:2\r\n');
    expect((await client.until('b'))[0]).toBe('* ESEARCH (TAG "b") ALL 1:2');
    client.send('c SEARCH RETURN (MIN COUNT) DRAFT\r\n');
    expect((await client.until('c'))[0]).toBe('* ESEARCH (TAG "c") COUNT 0');
    await client.command('ENABLE IMAP4rev2');
    client.send('d SEARCH 2\r\n');
    expect((await client.until('d'))[0]).toBe('* ESEARCH (TAG "d") ALL 2');
  });

  it('saves a result for later commands', async () => {
    expect(await client.command('SEARCH RETURN (SAVE) UNSEEN')).toEqual(['OK SEARCH completed, result saved']);
    expect(await client.command('FETCH $ UID')).toEqual(['* 2 FETCH (UID 2)', '* 3 FETCH (UID 3)', 'OK FETCH completed']);
    expect((await client.command('SEARCH $ LARGER 4000'))[0]).toBe('* SEARCH 3');
    client.send('a UID SEARCH RETURN (SAVE MIN) ALL\r\n');
    expect((await client.until('a'))[0]).toBe('* ESEARCH (TAG "a") UID MIN 1');
    expect(await client.command('UID COPY $ Sent')).toEqual(['OK [COPYUID 1002 1 1] COPY completed']);
    await client.command('SELECT INBOX');
    expect(await client.command('FETCH $ UID')).toEqual(['OK FETCH completed']);
  });
});

describe('a long SEARCH', () => {
  it('says how far it is', async () => {
    await using own = await startHarness({ limits: { progressEveryMs: 0, searchedSlice: 2 } });
    for (let count = 0; count < 5; count += 1) own.backend.inbox.add(message('x'));
    const reader = await own.signedIn({ select: true });
    reader.send('a SEARCH SUBJECT x\r\n');
    const progress = (count: number) => `* OK [INPROGRESS ("a" ${count} 5)] Searching`;
    expect(await reader.until('a')).toEqual([progress(2), progress(4), '* SEARCH 1 2 3 4 5', 'a OK SEARCH completed']);
  });
});

describe('what searches keep', () => {
  it('stays within its limits, and makes no difference', async () => {
    await using own = await startHarness({
      limits: {
        orderCachedOctetsMax: 200,
        searchCachedValuesMax: 2,
        searchCachedCharactersMax: 100,
        searchCachedMailboxesMax: 1,
        columnSlice: 2,
        searchedSlice: 2,
      },
    });
    for (let count = 0; count < 5; count += 1) own.backend.inbox.add(message('x', `y ${count}\r\n`));
    const reader = await own.signedIn({ select: true });
    for (let turn = 0; turn < 2; turn += 1) {
      expect((await reader.command('SEARCH SUBJECT x BODY "y 3"'))[0]).toBe('* SEARCH 4');
      expect((await reader.command('SEARCH 2:3 SUBJECT x'))[0]).toBe('* SEARCH 2 3');
      expect((await reader.command('SORT (REVERSE ARRIVAL SIZE) UTF-8 ALL'))[0]).toBe('* SORT 1 2 3 4 5');
      expect((await reader.command('THREAD REFERENCES UTF-8 2:4'))[0]).toBe('* THREAD ((2)(3)(4))');
    }
  });
});

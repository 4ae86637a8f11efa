import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(async () => {
  await harness[Symbol.asyncDispose]();
});

interface Mail {
  readonly subject?: string;
  readonly date?: string;
  readonly fields?: readonly string[];
  readonly body?: string;
  readonly arrived?: string;
}

async function hold(mails: readonly Mail[]): Promise<void> {
  for (const { subject, date, fields = [], body = '', arrived } of mails) {
    const lines = [...(subject === undefined ? [] : [`Subject: ${subject}`]), ...(date === undefined ? [] : [`Date: ${date}`]), ...fields];
    harness.backend.inbox.add(Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}\r\n`), {
      ...(arrived === undefined ? {} : { internalDate: new Date(arrived) }),
    });
  }
  client = await harness.signedIn({ select: true });
}

const first = async (command: string) => (await client.command(command))[0];

describe('SORT', () => {
  beforeEach(() =>
    hold([
      {
        subject: 'Re: bốn',
        date: 'Thu, 1 Oct 2026 09:00:00 +0700',
        arrived: '2026-10-04T00:00:00Z',
        fields: ['From: "Zoe" <an@x.vn>', 'To: c@x.vn', 'Cc: 2@x.vn'],
      },
      {
        subject: 'BA',
        date: 'Thu, 1 Oct 2026 09:30:00 +0900',
        arrived: '2026-10-03T00:00:00Z',
        fields: ['From: =?utf-8?Q?=C3=82n?= <chi@x.vn>', 'To: b@x.vn', 'Cc: 1@x.vn'],
        body: 'x'.repeat(500),
      },
      { subject: '[ds] ba (fwd)', arrived: '2026-10-02T00:00:00Z', fields: ['From: binh@x.vn', 'To: "A" <d@x.vn>'] },
    ]),
  );

  it.each([
    'SORT',
    'SORT (DATE)',
    'SORT (DATE) UTF-8',
    'SORT () UTF-8 ALL',
    'SORT (FOO) UTF-8 ALL',
    'SORT (REVERSE) UTF-8 ALL',
    'SORT (REVERSE REVERSE DATE) UTF-8 ALL',
    'SORT DATE UTF-8 ALL',
    `SORT (${'DATE '.repeat(30)}DATE) UTF-8 ALL`,
    'SORT RETURN (FOO) (DATE) UTF-8 ALL',
    'SORT RETURN (ALL PARTIAL 1:2) (DATE) UTF-8 ALL',
  ])('refuses %s', async (command) => {
    expect((await client.command(command)).at(-1)).toMatch(/^BAD /);
  });

  it('refuses a charset that nobody knows', async () => {
    expect(await first('SORT (DATE) X-KLINGON ALL')).toMatch(/^NO \[BADCHARSET/);
  });

  it.each([
    ['(ARRIVAL)', '3 2 1'],
    ['(REVERSE ARRIVAL)', '1 2 3'],
    ['(DATE)', '2 1 3'],
    ['(CC)', '3 2 1'],
    ['(FROM)', '1 3 2'],
    ['(TO)', '2 1 3'],
    ['(DISPLAYFROM)', '2 3 1'],
    ['(DISPLAYTO)', '3 2 1'],
    ['(REVERSE SIZE)', '2 1 3'],
    ['(SUBJECT)', '2 3 1'],
    ['(SUBJECT REVERSE ARRIVAL)', '2 3 1'],
    ['(SUBJECT ARRIVAL)', '3 2 1'],
    ['(REVERSE SUBJECT ARRIVAL)', '1 3 2'],
  ])('by %s', async (keys, order) => {
    expect(await first(`SORT ${keys} UTF-8 ALL`)).toBe(`* SORT ${order}`);
    expect(await first(`UID SORT ${keys} US-ASCII 1:*`)).toBe(`* SORT ${order}`);
  });

  it('sorts what matches only, and says nothing found', async () => {
    expect(await first('SORT (ARRIVAL) UTF-8 FROM binh')).toBe('* SORT 3');
    expect(await first('SORT (ARRIVAL) UTF-8 FROM nobody')).toBe('* SORT');
    expect(await first('SORT (ARRIVAL) UTF-8 MODSEQ 3')).toBe('* SORT 3 2 (MODSEQ 4)');
  });

  it.each([
    ['MIN', 'MIN 3'],
    ['MIN MAX', 'MIN 3 MAX 1'],
    ['COUNT ALL', 'COUNT 3 ALL 3,2,1'],
    ['', 'ALL 3,2,1'],
    ['PARTIAL 1:2', 'PARTIAL (1:2 3,2)'],
    ['PARTIAL -1:-2', 'PARTIAL (-1:-2 2,1)'],
    ['PARTIAL 7:9 COUNT', 'COUNT 3 PARTIAL (7:9 NIL)'],
  ])('returns (%s)', async (options, result) => {
    client.send(`a SORT RETURN (${options}) (ARRIVAL) UTF-8 ALL\r\n`);
    expect((await client.until('a'))[0]).toBe(`* ESEARCH (TAG "a") ${result}`);
  });

  it('saves its result, which has no order', async () => {
    expect(await client.command('SORT RETURN (SAVE) (ARRIVAL) UTF-8 2:3')).toEqual(['OK SORT completed, result saved']);
    expect(await client.command('FETCH $ UID')).toEqual(['* 2 FETCH (UID 2)', '* 3 FETCH (UID 3)', 'OK FETCH completed']);
  });
});

describe('a large mailbox', () => {
  it('is sorted as any other', async () => {
    const sizes = Array.from({ length: 5_000 }, (_, at) => (at * 7_919) % 4_001);
    await hold(sizes.map((size) => ({ subject: 'x', body: 'y'.repeat(size) })));
    const expected = sizes.map((_, at) => at + 1).sort((one, other) => sizes[one - 1]! - sizes[other - 1]! || one - other);
    expect(await first('SORT (SIZE) UTF-8 ALL')).toBe(`* SORT ${expected.join(' ')}`);
  });
});

describe('PARTIAL', () => {
  beforeEach(() => hold(Array.from({ length: 9 }, () => ({ subject: 'x' }))));

  it.each(['0:2', '1:0', '1', '-1:2', '1:-2', '1:2:3'])('refuses SEARCH %s', async (range) => {
    expect((await client.command(`SEARCH RETURN (PARTIAL ${range}) ALL`)).at(-1)).toMatch(/^BAD /);
  });

  it.each([
    ['1:3', '2:4'],
    ['3:2', '3:4'],
    ['-1:-3', '7:9'],
    ['-8:-99', '2'],
    ['9:10', 'NIL'],
  ])('gives the part %s of a SEARCH', async (range, part) => {
    client.send(`a UID SEARCH RETURN (PARTIAL ${range}) 2:9\r\n`);
    expect((await client.until('a'))[0]).toBe(`* ESEARCH (TAG "a") UID PARTIAL (${range} ${part})`);
  });

  it.each([
    ['UID FETCH 2:* UID (PARTIAL 1:2)', [2, 3]],
    ['UID FETCH 1:* UID (PARTIAL -1:-2)', [8, 9]],
    ['UID FETCH 3:4 UID (PARTIAL 2:9)', [4]],
    ['UID FETCH 1:* UID (PARTIAL 10:19)', []],
  ])('limits %s', async (command, uids) => {
    expect((await client.command(command)).slice(0, -1)).toEqual(uids.map((uid) => `* ${uid} FETCH (UID ${uid})`));
  });

  it('counts for FETCH what has changed', async () => {
    const [changed] = await client.command('UID FETCH 1:* UID (PARTIAL -1:-1 CHANGEDSINCE 8)');
    expect(changed).toBe('* 9 FETCH (UID 9 MODSEQ (10))');
    expect((await client.command('FETCH 1:* UID (PARTIAL 1:2)')).at(-1)).toMatch(/^BAD /);
  });

  it('saves that part only', async () => {
    await client.command('SEARCH RETURN (SAVE PARTIAL -1:-2) ALL');
    expect((await client.command('FETCH $ UID')).slice(0, -1)).toEqual(['* 8 FETCH (UID 8)', '* 9 FETCH (UID 9)']);
  });
});

describe('THREAD', () => {
  const day = (of: number) => `Thu, ${of} Oct 2026 09:00:00 +0700`;
  const ids = (id: string, ...references: string[]) => [
    `Message-ID: <${id}@x>`,
    ...(references.length === 0 ? [] : [`References: ${references.map((one) => `<${one}@x>`).join(' ')}`]),
  ];

  it.each(['THREAD', 'THREAD FOO UTF-8 ALL', 'THREAD REFERENCES ALL', 'THREAD REFERENCES UTF-8'])('refuses %s', async (command) => {
    await hold([]);
    expect((await client.command(command)).at(-1)).toMatch(/^BAD /);
  });

  it('says that there are none', async () => {
    await hold([]);
    expect(await client.command('THREAD REFERENCES UTF-8 ALL')).toEqual(['* THREAD', 'OK THREAD completed']);
  });

  it('ORDEREDSUBJECT puts one subject together, oldest thread first', async () => {
    await hold([
      { subject: 'hai', date: day(5) },
      { subject: 'một', date: day(3) },
      { subject: 'Re: một', date: day(2) },
      { subject: 'RE: Một', date: day(4) },
      { subject: 'Fwd: hai', date: day(6) },
      { subject: 'ba', date: day(1) },
    ]);
    expect(await first('THREAD ORDEREDSUBJECT UTF-8 ALL')).toBe('* THREAD (6)(3 (2)(4))(1 5)');
    expect(await first('UID THREAD ORDEREDSUBJECT UTF-8 2:4')).toBe('* THREAD (3 (2)(4))');
  });

  it('REFERENCES follows the chain, in whatever order it came', async () => {
    await hold([
      { subject: 'Re: a', date: day(3), fields: ids('c', 'a', 'b') },
      { subject: 'a', date: day(1), fields: ids('a') },
      { subject: 'Re: a', date: day(4), fields: ids('d', 'a') },
      { subject: 'Re: a', date: day(2), fields: ids('b', 'a') },
      { subject: 'khác', date: day(5), fields: ids('e') },
    ]);
    expect(await first('THREAD REFERENCES UTF-8 ALL')).toBe('* THREAD (2 (4 1)(3))(5)');
  });

  it('REFERENCES takes In-Reply-To where there are no References', async () => {
    await hold([
      { subject: 'a', date: day(1), fields: ids('a') },
      { subject: 'b', date: day(2), fields: [...ids('b'), 'In-Reply-To: <a@x> <z@x>'] },
    ]);
    expect(await first('THREAD REFERENCES UTF-8 ALL')).toBe('* THREAD (1 2)');
  });

  it('REFERENCES shows a missing parent as a gap when it has several children only', async () => {
    await hold([
      { subject: 'một', date: day(1), fields: ids('b', 'a') },
      { subject: 'hai', date: day(2), fields: ids('c', 'a') },
      { subject: 'ba', date: day(3), fields: ids('e', 'd') },
      { subject: 'bốn', date: day(4), fields: ids('h', 'e', 'f', 'g') },
    ]);
    expect(await first('THREAD REFERENCES UTF-8 ALL')).toBe('* THREAD ((1)(2))(3 4)');
  });

  it('REFERENCES joins by subject what has no references', async () => {
    await hold([
      { subject: 'Re: báo cáo', date: day(2), fields: ids('b') },
      { subject: 'báo cáo', date: day(1), fields: ids('a') },
      { subject: 'họp', date: day(3), fields: ids('c') },
      { subject: 'họp', date: day(4), fields: ids('d') },
      { date: day(5), fields: ids('e') },
      { date: day(6), fields: ids('f') },
    ]);
    expect(await first('THREAD REFERENCES UTF-8 ALL')).toBe('* THREAD (2 1)((3)(4))(5)(6)');
  });

  it('REFERENCES has siblings by date, also where a subject brought them together and then another thread of it came', async () => {
    await hold([
      { subject: 'Re: họp', date: day(1) },
      { subject: 'họp', date: day(2), fields: ids('b') },
      { subject: 'ba', date: day(3), fields: ids('c', 'b') },
      { subject: 'họp', date: day(4) },
    ]);
    expect(await first('THREAD REFERENCES UTF-8 ALL')).toBe('* THREAD ((2 (1)(3))(4))');
  });

  it('REFERENCES makes no circle, keeps twins apart and passes over itself', async () => {
    await hold([
      { subject: 'a', date: day(1), fields: ids('a', 'b') },
      { subject: 'b', date: day(2), fields: ids('b', 'a') },
      { subject: 'c', date: day(3), fields: ids('a') },
      { subject: 'd', date: day(4), fields: ids('d', 'd') },
    ]);
    expect(await first('THREAD REFERENCES UTF-8 ALL')).toBe('* THREAD (2 1)(3)(4)');
  });

  it('REFERENCES takes a chain as long as the mailbox', async () => {
    const count = 3_000;
    await hold(Array.from({ length: count }, (_, at) => ({ subject: `${at}`, fields: at === 0 ? ids('0') : ids(`${at}`, `${at - 1}`) })));
    expect(await first('THREAD REFERENCES UTF-8 ALL')).toBe(`* THREAD (${Array.from({ length: count }, (_, at) => at + 1).join(' ')})`);
  });
});

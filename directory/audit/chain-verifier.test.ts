import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '#kernel/clock.ts';
import { canonicalJson } from './canonical-json.ts';
import type { ChainRecord } from './chain-record.ts';
import { ChainVerifier } from './chain-verifier.ts';
import { exportAudit } from './export-audit.ts';
import { findingText } from './finding.ts';
import { readChain } from './read-chain.ts';
import { lineOf, linesOf as splitLines } from './record-line.ts';
import { hashOfSeal } from './seal.ts';
import { signingKey, type VerifyingKey } from './signing-key.ts';
import { type AuditHouse, openAuditHouse } from './testing/audit-house.ts';
import { verifyFile } from './verify-file.ts';
import { readWitness } from './witness.ts';

let house: AuditHouse;
beforeAll(async () => {
  house = await openAuditHouse();
});
beforeEach(async () => {
  await house.clear();
  await house.record('1', '2', '3');
  await house.sealAll();
  await house.record('4', '5');
  await house.sealAll();
  await house.sign();
  await house.record('6');
  await house.sealAll();
});
afterAll(() => house[Symbol.asyncDispose]());

const other = signingKey(Buffer.alloc(32, 9));
const found = async (...keys: VerifyingKey[]) => (await house.verify(...keys)).findings.map(({ what, subject }) => [what, subject]);

describe('an audit that nobody changed', () => {
  it('is found whole, with what is not sealed yet told apart', async () => {
    await house.record('7');
    expect(await house.verify()).toEqual({
      ...{ findings: [], found: 0, seals: 3, entries: 6, waiting: 1, prunedMonths: [], isPart: false, roots: 1 },
      signedThrough: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
  });
});

describe('a change is found and named:', () => {
  it.each([
    ['a row changed', "UPDATE audit SET detail = '{}' WHERE id = 4", [['entry-changed', 4]]],
    ['its time', "UPDATE audit SET at = at + interval '1 microsecond' WHERE id = 2", [['entry-changed', 2]]],
    ['who did it', 'UPDATE audit SET actor_account_id = 1 WHERE id = 6', [['entry-changed', 6]]],
    ['a row removed', 'DELETE FROM audit WHERE id = 3', [['entry-missing', 3]]],
    [
      'rows reordered',
      'UPDATE audit SET id = CASE id WHEN 4 THEN 5 ELSE 4 END WHERE id IN (4, 5)',
      [
        ['entry-changed', 4],
        ['entry-changed', 5],
      ],
    ],
    ['a row inserted', "INSERT INTO audit (act) VALUES ('account.lock'); DELETE FROM audit_unsealed", [['entry-inserted', 7]]],
    [
      'a row given the number of another',
      'INSERT INTO audit (id, act) VALUES (2, $$account.lock$$); DELETE FROM audit_unsealed',
      [
        ['entry-twice', 2],
        ['entry-inserted', 2],
        ['entry-inserted', 2],
      ],
    ],
    ['a row said to wait although it is sealed', 'INSERT INTO audit_unsealed SELECT id, at FROM audit WHERE id = 1', []],
    [
      'a digest changed',
      "UPDATE audit_seal SET digests = overlay(digests PLACING '\\x00' FROM 1) WHERE batch = 2",
      [
        ['seal-changed', 2],
        ['entry-changed', 4],
      ],
    ],
    ['the time of a seal', "UPDATE audit_seal SET sealed_at = sealed_at - interval '1 day' WHERE batch = 1", [['seal-changed', 1]]],
    [
      'a link changed',
      "UPDATE audit_seal SET previous = sha256('x') WHERE batch = 3",
      [
        ['seal-unlinked', 3],
        ['seal-changed', 3],
      ],
    ],
    [
      'the first seal removed',
      'DELETE FROM audit_seal WHERE batch = 1',
      [
        ['seal-missing', 1],
        ['entry-inserted', 1],
        ['entry-inserted', 2],
        ['entry-inserted', 3],
      ],
    ],
    [
      'a seal in the middle removed',
      'DELETE FROM audit_seal WHERE batch = 2',
      [
        ['seal-missing', 2],
        ['entry-inserted', 4],
        ['entry-inserted', 5],
      ],
    ],
    [
      'the tail removed, before what was signed',
      'DELETE FROM audit_seal WHERE batch > 1; DELETE FROM audit WHERE id > 3',
      [['seal-missing', 2]],
    ],
    ['all of the audit removed but the roots', 'DELETE FROM audit_seal; DELETE FROM audit', [['seal-missing', 1]]],
    ['a root changed', 'UPDATE audit_root SET entries = 4', [['root-changed', 1]]],
    ['the day of a root', 'UPDATE audit_root SET day = day - 1', [['root-changed', 1]]],
  ])('%s', async (_, tampering, wanted) => {
    for (const statement of tampering.split('; ')) await house.asOwner(statement);
    expect(await found()).toEqual(wanted);
  });

  it('a row changed and the chain made anew after it: the root was signed for another', async () => {
    await house.asOwner("UPDATE audit SET detail = '{}' WHERE id = 4");
    await resealFrom(1);
    expect(await found()).toEqual([['root-disagrees', 1]]);
  });

  it('and the root signed anew too, with a key that is not ours', async () => {
    await house.asOwner("UPDATE audit SET detail = '{}' WHERE id = 4");
    await resealFrom(1);
    await house.asOwner('DELETE FROM audit_root');
    await house.sign(undefined, other);
    expect(await found()).toEqual([['root-key', 1]]);
    expect(await found(other)).toEqual([]);
  });

  it('the key replaced one day: roots from there on are not under ours', async () => {
    const later = await house.sign(new Date(Date.now() + 2 * 86_400_000), other);
    expect(later).toMatchObject({ isKeyNew: true });
    expect(await found()).toEqual([['root-key', 2]]);
    expect(await found(house.key, other)).toEqual([]);
  });

  it('roots removed at either end of those that are left', async () => {
    for (const days of [2, 3, 4]) await house.sign(new Date(Date.now() + days * 86_400_000));
    await house.asOwner('DELETE FROM audit_root WHERE number = 2');
    expect(await found()).toEqual([['root-missing', 2]]);
    await house.asOwner('DELETE FROM audit_root WHERE number = 1');
    expect(await found()).toEqual([['root-missing', 1]]);
  });

  it('entries gone with their seals as if their time were over', async () => {
    await house.asOwner('DELETE FROM audit WHERE id < 6');
    await house.asOwner('DELETE FROM audit_seal WHERE batch < 3');
    expect(await found()).toEqual([['pruned-more', 5]]);
    await house.asOwner(
      "INSERT INTO audit_pruning (month, entries) SELECT date_trunc('month', now() AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, 5",
    );
    expect(await found()).toEqual([['pruned-early', 1]]);
  });

  it('says so in both languages, with the number', () => {
    expect(findingText({ what: 'entry-changed', subject: 4, detail: '' })).toEqual({
      vi: 'Bản ghi 4 đã bị sửa',
      en: 'Entry 4 was changed',
    });
  });

  /** What somebody with every right on the database would do: the chain from a seal on, made again from the rows as they are. */
  async function resealFrom(batch: number): Promise<void> {
    const before = (await house.rows(`SELECT to_json(ids) AS ids FROM audit_seal WHERE batch >= ${batch} ORDER BY batch`)).map(
      ({ ids }) => (ids as number[]).length,
    );
    await house.asOwner(`DELETE FROM audit_seal WHERE batch >= ${batch}`);
    await house.asOwner('INSERT INTO audit_unsealed SELECT id, at FROM audit');
    for (const size of before) await house.sealOne(size);
  }
});

describe('an exported file', () => {
  const key = () => house.key;

  async function exported(): Promise<ChainRecord[]> {
    const records: ChainRecord[] = [];
    const sink = (record: ChainRecord) => void records.push(structuredClone(record));
    await exportAudit({ database: house.database, key: key(), clock: systemClock }, { sink });
    return records;
  }

  async function* linesOf(records: readonly ChainRecord[]) {
    for (const record of records) yield lineOf(record).trimEnd();
  }
  const check = async (records: readonly ChainRecord[], by = key()) =>
    (await verifyFile(linesOf(records), new ChainVerifier([by]))).findings.map(({ what, subject }) => [what, subject]);

  it('is whole without the database, by the public key alone', async () => {
    await house.record('7');
    expect(await verifyFile(linesOf(await exported()), new ChainVerifier([key()]))).toMatchObject({
      findings: [],
      seals: 3,
      entries: 6,
      waiting: 1,
      roots: 1,
    });
  });

  it.each<[string, (records: ChainRecord[]) => ChainRecord[], (readonly [string, number])[]]>([
    ['cut off', (all) => all.slice(0, -1), [['file-cut', 11]]],
    [
      'cut off earlier',
      (all) => all.slice(0, -2),
      [
        ['file-cut', 10],
        ['entry-missing', 6],
      ],
    ],
    ['without its first line', (all) => all.slice(1), [['line-unreadable', 1]]],
    ['with a line taken out', (all) => all.filter((one) => one.kind !== 'entry' || one.entry.id !== 2), [['entry-missing', 2]]],
    [
      'with a line given twice',
      (all) => all.flatMap((one) => (one.kind === 'entry' && one.entry.id === 2 ? [one, one] : [one])),
      [['entry-twice', 2]],
    ],
    ['with two entries changed over', (all) => swapped(all, 'entry'), [['entry-moved', 1]]],
    [
      'with two seals changed over',
      (all) => [...all.slice(0, 2), ...all.slice(6, 9), ...all.slice(2, 6), ...all.slice(9)],
      [
        ['seal-missing', 1],
        ['seal-moved', 1],
      ],
    ],
    [
      'with a word of an entry changed',
      (all) =>
        all.map((one) => (one.kind === 'entry' && one.entry.id === 5 ? { ...one, entry: { ...one.entry, act: 'account.unlock' } } : one)),
      [['entry-changed', 5]],
    ],
    [
      'with a word added to an entry',
      (all) => all.map((one) => (one.kind === 'entry' && one.entry.id === 5 ? { ...one, entry: { ...one.entry, peer: '10.0.0.1' } } : one)),
      [['entry-changed', 5]],
    ],
    [
      'said to be a part only',
      (all) => all.filter(({ kind }) => kind !== 'entry').map((one) => (one.kind === 'audit' ? { ...one, isPart: true } : one)),
      [['head-changed', 6]],
    ],
    ['with a month said to be pruned', (all) => withPruned(all), [['beside-changed', 7]]],
    [
      'with another end',
      (all) => all.map((one) => (one.kind === 'end' ? { ...one, head: { ...one.head, entries: 5 } } : one)),
      [
        ['head-changed', 12],
        ['head-disagrees', 12],
      ],
    ],
  ])('is not, %s', async (_, tamper, wanted) => {
    const named = await check(tamper(await exported()));
    expect(named.slice(0, wanted.length)).toEqual(wanted);
  });

  it('is not, whatever is changed in it, anywhere', async () => {
    await house.record('7');
    const lines: string[] = [];
    for await (const line of linesOf(await exported())) lines.push(line);
    const changed = fc.tuple(fc.nat(), fc.nat(), fc.constantFrom('0', '1', 'a', 'Z', '"', '}', ' ', 'ế', '\u0000'));
    const property = fc.asyncProperty(changed, async ([lineAt, at, by]) => {
      const index = lineAt % lines.length;
      const line = lines[index]!;
      const place = at % line.length;
      const mutant = line.slice(0, place) + by + line.slice(place + 1);
      fc.pre(!isSameJson(line, mutant));
      async function* each() {
        yield* lines.with(index, mutant);
      }
      expect((await verifyFile(each(), new ChainVerifier([key()]))).found, mutant).toBeGreaterThan(0);
    });
    await fc.assert(property, { numRuns: 400 });
  });

  it('is not, made anew as a whole and signed with another key', async () => {
    const forged = signingKey(Buffer.alloc(32, 1));
    const records = (await exported()).filter(({ kind }) => kind !== 'root');
    await exportAudit(
      { database: house.database, key: forged, clock: systemClock },
      { sink: (one) => void (one.kind === 'end' && records.splice(-1, 1, one)) },
    );
    expect(await check(records)).toEqual([['head-changed', records.length]]);
  });

  it('is not, when a seal is made to fit a changed entry', async () => {
    const records = await exported();
    const forged = records.map((one) => {
      if (one.kind !== 'seal' || one.seal.batch !== 2) return one;
      const seal = { ...one.seal, ids: [5, 4] };
      return { ...one, seal: { ...seal, hash: hashOfSeal(seal) } };
    });
    expect((await check(forged))[0]).toEqual(['root-disagrees', 1]);
  });

  it('is not, when an entry that waits is changed or left out', async () => {
    await house.record('7');
    const records = await exported();
    const without = records.filter(({ kind }) => kind !== 'unsealed');
    expect(await check(without)).toEqual([['beside-changed', without.length]]);
    const changed = records.map((one) => (one.kind === 'unsealed' ? { ...one, entry: { ...one.entry, act: 'x' } } : one));
    expect(await check(changed)).toEqual([['beside-changed', records.length]]);
  });

  it('nested without end is told to be unreadable', async () => {
    const nested = `"detail":${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    const records = await exported();
    async function* lines() {
      for await (const line of linesOf(records))
        yield line.startsWith('{"kind":"entry"') ? line.replace(/"detail":\{[^}]*\}/, nested) : line;
    }
    const first = records.findIndex(({ kind }) => kind === 'entry') + 1;
    expect((await verifyFile(lines(), new ChainVerifier([key()]))).findings[0]).toMatchObject({ what: 'line-unreadable', subject: first });
  });

  it.each(['', 'x', '{}', '[]', 'null', '{"kind":"seal"}', '{"kind":"entry","entry":{"id":-1}}', `{"kind":"${'a'.repeat(100_000)}"}`])(
    'of nonsense is told to be that: %.30s',
    async (line) => {
      async function* lines() {
        yield line;
      }
      expect((await verifyFile(lines(), new ChainVerifier([key()]))).findings.map(({ what }) => what)).toEqual([
        'line-unreadable',
        'file-cut',
      ]);
    },
  );
});

/** All entries taken out, and a line that says their time was over. */
function withPruned(records: readonly ChainRecord[]): ChainRecord[] {
  const { seal } = records.find((one) => one.kind === 'seal')!;
  const pruned = { month: seal.month, entries: 6, prunedAt: '2099-01-01T00:00:00Z', prunedBy: 'congthu_owner' };
  const [first, ...rest] = records.filter(({ kind }) => kind !== 'entry');
  return [first!, { kind: 'pruned', pruned }, ...rest];
}

function isSameJson(one: string, other: string): boolean {
  try {
    return canonicalJson(JSON.parse(one)) === canonicalJson(JSON.parse(other));
  } catch {
    return false;
  }
}

function swapped(records: readonly ChainRecord[], kind: 'entry'): ChainRecord[] {
  const first = records.findIndex((one) => one.kind === kind);
  const copy = [...records];
  [copy[first], copy[first + 1]] = [copy[first + 1]!, copy[first]!];
  return copy;
}

describe('with what was kept elsewhere', () => {
  /** The end of an export, and the log's line of a root, as they were before. */
  async function kept() {
    const lines: string[] = [];
    await exportAudit(
      { database: house.database, key: house.key, clock: systemClock },
      { sink: (one) => void lines.push(lineOf(one).trimEnd()) },
    );
    return lines;
  }
  async function foundWith(lines: readonly string[]) {
    async function* each() {
      yield* lines;
    }
    const verifier = new ChainVerifier([house.key]);
    verifier.expect(await readWitness(each(), [house.key]));
    await readChain(house.database, { sink: (one) => verifier.accept(one) });
    return verifier.verdict().findings.map(({ what, subject }) => [what, subject]);
  }

  it('the tail removed after the last root is missed', async () => {
    const witness = await kept();
    await house.asOwner('DELETE FROM audit_seal WHERE batch = 3');
    await house.asOwner('DELETE FROM audit WHERE id = 6');
    expect(await found()).toEqual([]);
    expect(await foundWith(witness)).toEqual([['seal-missing', 3]]);
  });

  it('all of it removed, roots and all, is missed', async () => {
    const witness = await kept();
    await house.clear();
    expect(await found()).toEqual([]);
    expect(await foundWith(witness)).toEqual([
      ['seal-missing', 1],
      ['root-missing', 1],
    ]);
  });

  it('all of it made anew by who has the key too is seen', async () => {
    const { root } = (await house.records()).find((one) => one.kind === 'root')!;
    const witness = [...(await kept()), 'no JSON', JSON.stringify({ level: 'info', event: 'jobs.audit-root-signed', root })];
    await house.clear();
    await house.record('1', '2', 'other');
    await house.sealAll();
    await house.record('4', '5');
    await house.sealAll();
    await house.sign();
    await house.record('6');
    await house.sealAll();
    expect(await found()).toEqual([]);
    expect(await foundWith(witness)).toEqual([
      ['root-replaced', 1],
      ['seal-replaced', 3],
    ]);
    expect(await foundWith(witness.slice(-2))).toEqual([['root-replaced', 1]]);
  });

  it('nothing is wrong while it only grew', async () => {
    const witness = await kept();
    await house.record('7');
    await house.sealAll();
    await house.sign(new Date(Date.now() + 3 * 86_400_000));
    expect(await foundWith(witness)).toEqual([]);
  });

  it('what nobody signed for is no witness, and is counted', async () => {
    const witness = (await kept()).map((line) => line.replaceAll('"entries":', '"entries":1'));
    async function* each() {
      yield* witness;
    }
    expect(await readWitness(each(), [house.key])).toEqual({ roots: [], heads: [], unsigned: 2 });
  });
});

describe('the lines of a file', () => {
  async function split(text: string, size: number, charactersMax?: number): Promise<string[]> {
    async function* pieces() {
      for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
    }
    const lines: string[] = [];
    for await (const line of splitLines(pieces(), charactersMax)) lines.push(line);
    return lines;
  }

  it('are the same wherever the text is cut, the last one with or without its end', async () => {
    for (let size = 1; size < 12; size += 1) {
      expect(await split('ab\n\ncdef\n', size)).toEqual(['ab', '', 'cdef']);
      expect(await split('ab\ncdef', size)).toEqual(['ab', 'cdef']);
    }
  });

  it('are dropped, not gathered, when they are too long', async () => {
    for (let size = 1; size < 30; size += 1)
      expect(await split(`ab\n${'x'.repeat(20)}\ncd\n${'y'.repeat(9)}`, size, 5)).toEqual(['ab', '', 'cd', '']);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, sql } from '#io/database.ts';
import type { AccountId, DomainId, PersonId, UnitId } from '#kernel/ids.ts';
import type { Peer } from '#kernel/session.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { createAppPassword, revokeAppPassword } from './manage-app-passwords.ts';
import { type SignInOutcome, signIn } from './sign-in.ts';
import { type CountedDeps, givePassword, signInDeps } from './testing/sign-in-deps.ts';
import { SmallDirectory } from './testing/small-directory.ts';

let test: TestDatabase;
let deps: CountedDeps;
let directory: SmallDirectory;
let domain: DomainId;
let person: { personId: PersonId; accountId: AccountId };
let address: string;
let peer: Peer;
let count = 0;

beforeAll(async () => {
  test = await createTestDatabase();
  deps = await signInDeps(test.database);
  directory = new SmallDirectory(test.database);
  domain = await directory.domain('backan.gov.vn');
});
afterAll(async () => {
  await deps.generation[Symbol.asyncDispose]();
  await test[Symbol.asyncDispose]();
});

const right = 'Mật khẩu đúng 1';
const tryWith = (username: string, password: string) => signIn(deps, { username, password, peer, service: 'imap' });
const kindOf = async (answer: ReturnType<typeof tryWith>) => {
  const done = await answer;
  return done.ok ? 'session' : done.refusal.kind;
};
const times = (many: number) => Array.from({ length: many });

beforeEach(async () => {
  count += 1;
  peer = { address: `192.0.2.${count}`, port: 4000, secure: true, loopback: false };
  person = await directory.staff(domain, `person${count}`);
  address = `person${count}@backan.gov.vn`;
  await givePassword(test.database, person.accountId, right);
});

describe('an outcome is heard', () => {
  it('without name or password, which people take one for the other, and with whose address was named', async () => {
    const outcomes: SignInOutcome[] = [];
    const heard = (outcome: SignInOutcome) => void outcomes.push(outcome);
    for (const [username, password] of [
      [address, 'S3cr3t'],
      [`S3cr3t${count}@backan.gov.vn`, 'x'],
      ['S3cr3t', 'x'],
      [address, right],
    ] as const)
      await signIn({ ...deps, heard }, { username, password, peer, service: 'imap' });
    expect(outcomes.map(({ accountId, signedIn }) => [accountId, signedIn.ok])).toEqual([
      [person.accountId, false],
      [null, false],
      [null, false],
      [person.accountId, true],
    ]);
    expect(JSON.stringify(outcomes)).not.toMatch(/S3cr3t|Mật khẩu/);
  });
});

describe('signing in is refused', () => {
  it('alike, after the same work, for the unknown, the wrong, the locked, the unit and what is no address', async () => {
    const locked = await directory.staff(domain, `locked${count}`);
    await givePassword(test.database, locked.accountId, right);
    await directory.set(locked.accountId, 'locked');
    await directory.office(domain, `office${count}`);
    const attempts = [
      [address, 'wrong'],
      [`nobody${count}@backan.gov.vn`, right],
      [`locked${count}@backan.gov.vn`, right],
      [`office${count}@backan.gov.vn`, right],
      [`person${count}@elsewhere.vn`, right],
      [`person${count}`, right],
      ['\0', right],
      ['', ''],
    ] as const;
    for (const [username, password] of attempts) {
      const before = deps.counted.verifications;
      const answer = await tryWith(username, password);
      expect(answer).toEqual({ ok: false, refusal: { kind: 'unauthenticated', message: 'Invalid credentials', detail: 'by imap' } });
      expect([username, deps.counted.verifications]).toEqual([username, before + 1]);
      expect(deps.counted.heldMs.at(-1)).toBeGreaterThan(0);
    }
  });

  it('by an address that is former, or whose time is over', async () => {
    await directory.address(person.accountId, domain, `former${count}`, 'former');
    await directory.address(person.accountId, domain, `over${count}`, 'alias', new Date('2020-01-01'));
    expect(await kindOf(tryWith(`former${count}@backan.gov.vn`, right))).toBe('unauthenticated');
    expect(await kindOf(tryWith(`over${count}@backan.gov.vn`, right))).toBe('unauthenticated');
  });

  it('for a password beyond the length limit, even one whose beginning is right', async () => {
    const long = 'ậ'.repeat(85); // 255 octets
    await givePassword(test.database, person.accountId, long);
    expect(await kindOf(tryWith(address, `${long}ậ`))).toBe('unauthenticated');
    expect(await kindOf(tryWith(address, long))).toBe('session');
  });

  it('as throttled after five failures under any of the account’s names, even with the right password', async () => {
    await directory.address(person.accountId, domain, `alias${count}`, 'alias');
    const names = [address, `alias${count}@backan.gov.vn`, address.toUpperCase(), address, address];
    for (const name of names) expect(await kindOf(tryWith(name, 'wrong'))).toBe('unauthenticated');
    expect(await kindOf(tryWith(address, right))).toBe('throttled');
    expect(await kindOf(tryWith(address, 'wrong'))).toBe('throttled');
  });

  it('as throttled for an unknown name just like a known one', async () => {
    for (const _ of times(5)) expect(await kindOf(tryWith(`ghost${count}@backan.gov.vn`, 'x'))).toBe('unauthenticated');
    expect(await kindOf(tryWith(`ghost${count}@backan.gov.vn`, 'x'))).toBe('throttled');
  });

  it('for twenty wrong ones at once: five are told, all are counted', async () => {
    const answers = await Promise.all(times(20).map((_, index) => kindOf(tryWith(address, `wrong${index}`))));
    expect(answers.filter((kind) => kind === 'unauthenticated').length).toBe(5);
    expect(answers.filter((kind) => kind === 'throttled').length).toBe(15);
    expect(await kindOf(tryWith(address, right))).toBe('throttled');
  });

  it('while the access generation cannot be read', async () => {
    const blind = { ...deps, generation: { ...deps.generation, refresh: async () => false } };
    expect(await signIn(blind, { username: address, password: right, peer, service: 'http' })).toMatchObject({
      refusal: { kind: 'unavailable' },
    });
  });

  it('with the old password as soon as it is changed, although it was verified a moment ago', async () => {
    expect(await kindOf(tryWith(address, right))).toBe('session');
    await givePassword(test.database, person.accountId, 'another one');
    expect(await kindOf(tryWith(address, right))).toBe('unauthenticated');
  });
});

describe('signing in', () => {
  it('makes a session on one’s own account, by the primary address or an alias, in any case', async () => {
    await directory.address(person.accountId, domain, `also${count}`, 'alias');
    for (const username of [address, `ALSO${count}@BacKan.gov.vn`]) {
      const { personId, accountId } = person;
      expect(await tryWith(username, right.normalize('NFD'))).toMatchObject({
        ok: true,
        value: {
          actor: { personId, accountId, address },
          credential: { kind: 'password' },
          account: { id: accountId, address },
          accessGeneration: deps.generation.current(),
        },
      });
    }
  });

  it('forgets the account’s failures', async () => {
    for (const round of [1, 2, 3]) {
      for (const _ of times(4)) expect([round, await kindOf(tryWith(address, 'wrong'))]).toEqual([round, 'unauthenticated']);
      expect(await kindOf(tryWith(address, right))).toBe('session');
    }
  });

  it('hashes once for a client that opens ten connections', async () => {
    expect(await kindOf(tryWith(address, right))).toBe('session');
    const before = deps.counted.verifications;
    const answers = await Promise.all(times(10).map(() => kindOf(tryWith(address, right))));
    expect(answers).toEqual(times(10).map(() => 'session'));
    expect(deps.counted.verifications).toBe(before);
  });

  it('makes a hash of older parameters anew, and the password goes on working', async () => {
    await givePassword(test.database, person.accountId, right, { memoryKib: 32, passes: 1, lanes: 1 });
    expect(await kindOf(tryWith(address, right))).toBe('session');
    const { rows } = await sql<{ hash: string }>`SELECT hash FROM password WHERE account_id = ${person.accountId}`.execute(
      test.database.kysely,
    );
    expect(rows[0]?.hash).toContain('m=64,t=1,p=1');
    expect(await kindOf(tryWith(address, right))).toBe('session');
  });
});

describe('an app password', () => {
  let office: { unitId: UnitId; accountId: AccountId };
  beforeEach(async () => {
    office = await directory.office(domain, `unit${count}`);
  });

  const make = (targetAccountId: AccountId, expiresAt: Date | null = null) =>
    inTransaction(test.database, (tx) =>
      createAppPassword({ tx, key: deps.appPasswordKey }, { owner: person, targetAccountId, label: 'Điện thoại', expiresAt }),
    );
  const made = async (...args: Parameters<typeof make>) => {
    const answer = await make(...args);
    if (!answer.ok) throw new Error(answer.refusal.message);
    return answer.value;
  };
  const grantRead = () => directory.grant(office.accountId, { principal: ['person', person.personId], rights: ['read'] });

  it('is not made for a mailbox that its owner may not read, nor without a label', async () => {
    expect(await make(office.accountId)).toMatchObject({ refusal: { kind: 'forbidden' } });
    const unlabelled = inTransaction(test.database, (tx) =>
      createAppPassword(
        { tx, key: deps.appPasswordKey },
        { owner: person, targetAccountId: person.accountId, label: ' ', expiresAt: null },
      ),
    );
    expect(await unlabelled).toMatchObject({ refusal: { kind: 'invalid' } });
  });

  it('opens nothing under another’s name, when over, or when revoked', async () => {
    const other = await directory.staff(domain, `other${count}`);
    await givePassword(test.database, other.accountId, right);
    const own = await made(person.accountId);
    const over = await made(person.accountId, new Date('2020-01-01'));
    expect(await kindOf(tryWith(`other${count}@backan.gov.vn`, own.shown))).toBe('unauthenticated');
    expect(await kindOf(tryWith(address, over.shown))).toBe('unauthenticated');
    expect(await kindOf(tryWith(address, own.shown))).toBe('session');
    const revoked = await inTransaction(test.database, (tx) => revokeAppPassword(tx, { id: own.id, accountId: person.accountId }));
    expect(revoked.ok).toBe(true);
    expect(await kindOf(tryWith(address, own.shown))).toBe('unauthenticated');
  });

  it('is revoked only by whose it is', async () => {
    const { id } = await made(person.accountId);
    const answer = await inTransaction(test.database, (tx) => revokeAppPassword(tx, { id, accountId: office.accountId }));
    expect(answer).toMatchObject({ refusal: { kind: 'not-found' } });
  });

  it('opens nothing once the delegation behind it is over, or its owner locked', async () => {
    const grant = await grantRead();
    const { shown } = await made(office.accountId);
    await directory.set(person.accountId, 'locked');
    expect(await kindOf(tryWith(address, shown))).toBe('unauthenticated');
    await directory.set(person.accountId, 'active');
    expect(await kindOf(tryWith(address, shown))).toBe('session');
    await sql`UPDATE access_grant SET revoked_at = now() WHERE id = ${grant}`.execute(test.database.kysely);
    expect(await kindOf(tryWith(address, shown))).toBe('unauthenticated');
  });

  it('opens the unit’s mailbox in the delegate’s name, asked for by either address', async () => {
    await grantRead();
    const { id, shown } = await made(office.accountId);
    for (const username of [address, `unit${count}@backan.gov.vn`]) {
      expect(await tryWith(username, shown.toUpperCase())).toMatchObject({
        ok: true,
        value: {
          actor: { ...person, address },
          credential: { kind: 'app-password', id },
          account: { id: office.accountId, address: `unit${count}@backan.gov.vn` },
        },
      });
    }
    const { rows } = await sql`SELECT 1 FROM app_password WHERE id = ${id} AND last_used_at IS NOT NULL`.execute(test.database.kysely);
    expect(rows).toHaveLength(1);
  });
});

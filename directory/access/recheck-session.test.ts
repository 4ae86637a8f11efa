import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction, sql } from '#io/database.ts';
import type { AccountId, DomainId, PersonId } from '#kernel/ids.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { createAppPassword, revokeAppPassword } from './manage-app-passwords.ts';
import { recheckSession } from './recheck-session.ts';
import { signIn } from './sign-in.ts';
import { type CountedDeps, givePassword, signInDeps } from './testing/sign-in-deps.ts';
import { SmallDirectory } from './testing/small-directory.ts';

let test: TestDatabase;
let deps: CountedDeps;
let directory: SmallDirectory;
let domain: DomainId;
let person: { personId: PersonId; accountId: AccountId };
let address: string;
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
beforeEach(async () => {
  count += 1;
  address = `person${count}@backan.gov.vn`;
  person = await directory.staff(domain, `person${count}`);
  await givePassword(test.database, person.accountId, 'right');
});

async function session(password = 'right') {
  const peer = { address: '192.0.2.1', port: 1, secure: true, loopback: false };
  const answer = await signIn(deps, { username: address, password, peer, service: 'imap' });
  if (!answer.ok) throw new Error(answer.refusal.message);
  return answer.value;
}

async function unitSession() {
  const office = await directory.office(domain, `unit${count}`);
  const grant = await directory.grant(office.accountId, { principal: ['person', person.personId], rights: ['read'] });
  const input = { owner: person, targetAccountId: office.accountId, label: 'x', expiresAt: null };
  const made = await inTransaction(test.database, (tx) => createAppPassword({ tx, key: deps.appPasswordKey }, input));
  if (!made.ok) throw new Error(made.refusal.message);
  return { grant, id: made.value.id, unit: await session(made.value.shown) };
}

describe('a session', () => {
  it('ends when the account is locked', async () => {
    const open = await session();
    await directory.set(person.accountId, 'locked');
    expect(await recheckSession(deps, open)).toMatchObject({ refusal: { kind: 'unauthenticated' } });
  });

  it('ends when the password was changed, even to the same', async () => {
    const open = await session();
    await givePassword(test.database, person.accountId, 'right');
    expect(await recheckSession(deps, open)).toMatchObject({ refusal: { kind: 'unauthenticated' } });
  });

  it('ends when its app password is revoked', async () => {
    const { id, unit } = await unitSession();
    await inTransaction(test.database, (tx) => revokeAppPassword(tx, { id, accountId: person.accountId }));
    expect(await recheckSession(deps, unit)).toMatchObject({ refusal: { kind: 'unauthenticated' } });
  });

  it('ends when the delegation behind it is over', async () => {
    const { grant, unit } = await unitSession();
    await sql`UPDATE access_grant SET valid_to = now() WHERE id = ${grant}`.execute(test.database.kysely);
    expect(await recheckSession(deps, unit)).toMatchObject({ refusal: { kind: 'forbidden' } });
  });

  it('does not go on unchecked while the database cannot be asked', async () => {
    const open = await session();
    const blind = { ...deps, generation: { ...deps.generation, refresh: async () => false } };
    expect(await recheckSession(blind, open)).toMatchObject({ refusal: { kind: 'unavailable' } });
  });

  it('goes on, with the new generation, when somebody else’s access changed', async () => {
    const { unit } = await unitSession();
    const own = await session();
    await sql`UPDATE access_generation SET generation = generation + 1`.execute(test.database.kysely);
    const generation = { ...deps.generation, refresh: async () => true, current: () => own.accessGeneration + 1 };
    for (const open of [own, unit]) {
      expect(await recheckSession({ ...deps, generation }, open)).toEqual({
        ok: true,
        value: { ...open, accessGeneration: own.accessGeneration + 1 },
      });
    }
  });
});

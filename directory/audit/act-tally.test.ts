import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import type { Database } from '#io/database.ts';
import type { AccountId, PersonId, UnitId } from '#kernel/ids.ts';
import { ActTally, type CountedAct } from './act-tally.ts';
import { settleCounts } from './tally-sql.ts';
import { type AuditHouse, openAuditHouse } from './testing/audit-house.ts';

let house: AuditHouse;
let an: { personId: PersonId; accountId: AccountId };
let office: { unitId: UnitId; accountId: AccountId };
beforeAll(async () => {
  house = await openAuditHouse();
  const directory = new SmallDirectory(house.database);
  const domain = await directory.domain('backan.gov.vn');
  an = await directory.staff(domain, 'an.tt');
  office = await directory.office(domain, 'tt');
});
beforeEach(() => house.clear());
afterAll(() => house[Symbol.asyncDispose]());

let now = new Date('2026-03-01T16:59:59Z');
const clock = { now: () => now };
const at = (moment: string) => {
  now = new Date(moment);
};
const failed = (network = '10.0.0.1', accountId: AccountId | null = an.accountId): CountedAct => ({
  ...{ act: 'session.sign-in-failed', actorAccountId: null, accountId, via: 'imap', network, credential: '', subject: '' },
});
const settle = (limit = 100) => settleCounts(house.database, { afterMs: 60_000, limit });
const counters = () => house.rows('SELECT act, account_id, network, amount FROM audit_tally ORDER BY network, act');
const entries = () =>
  house.rows(
    'SELECT act, actor_address, target, on_behalf_address, via, peer, credential, person_id, account_id, unit_id, detail FROM audit ORDER BY id',
  );

describe('acts that are counted', () => {
  it('do not fill the disk, from however many networks they come', async () => {
    const tally = new ActTally(clock, { refusedPerHourMax: 3, admittedPerHourMax: 1 });
    for (let host = 1; host <= 500; host += 1) tally.count(failed(`10.0.0.${host}`));
    tally.count(failed('10.0.0.2'));
    await tally.flush(house.database);
    expect((await counters()).map(({ network, amount }) => [network, amount])).toEqual([
      ['*', 497],
      ['10.0.0.1', 1],
      ['10.0.0.2', 2],
      ['10.0.0.3', 1],
    ]);
  });

  it('are told apart of those who signed in, however many guess meanwhile', async () => {
    const tally = new ActTally(clock, { refusedPerHourMax: 1, admittedPerHourMax: 2 });
    for (let host = 1; host <= 5; host += 1) tally.count(failed(`10.0.0.${host}`));
    for (let host = 1; host <= 3; host += 1)
      tally.count({ ...failed(`10.1.0.${host}`), act: 'session.sign-in', actorAccountId: an.accountId });
    await tally.flush(house.database);
    expect((await counters()).map(({ act, network, amount }) => [act, network, amount])).toEqual([
      ['session.sign-in', '*', 1],
      ['session.sign-in-failed', '*', 4],
      ['session.sign-in-failed', '10.0.0.1', 1],
      ['session.sign-in', '10.1.0.1', 1],
      ['session.sign-in', '10.1.0.2', 1],
    ]);
  });

  it('are told apart again in the next hour', async () => {
    const tally = new ActTally(clock, { refusedPerHourMax: 1, admittedPerHourMax: 1 });
    at('2026-03-01T10:00:00Z');
    tally.count(failed('10.0.0.1'));
    at('2026-03-01T11:00:00Z');
    tally.count(failed('10.0.0.2'));
    await tally.flush(house.database);
    expect((await counters()).map(({ network }) => network)).toEqual(['10.0.0.1', '10.0.0.2']);
  });

  it('are not lost when they could not be written', async () => {
    const tally = new ActTally(clock);
    tally.count(failed());
    const broken = { pool: { query: () => Promise.reject(new Error('away')) } } as unknown as Database;
    await expect(tally.flush(broken)).rejects.toThrow('away');
    tally.count(failed());
    await tally.flush(house.database);
    await tally.flush(house.database);
    expect(await counters()).toMatchObject([{ amount: 2 }]);
  });

  it('are summed up over processes that write at the same time', async () => {
    const networks = Array.from({ length: 40 }, (_, index) => `10.0.1.${index}`);
    const write = async (order: readonly string[]) => {
      for (let round = 0; round < 5; round += 1) {
        const tally = new ActTally(clock);
        for (const network of order) tally.count(failed(network));
        await tally.flush(house.database);
      }
    };
    await Promise.all([write(networks), write(networks.toReversed()), write(networks)]);
    expect((await counters()).map(({ amount }) => amount)).toEqual(networks.map(() => 15));
  });
});

describe('counts', () => {
  it('stay counts until their time and a minute are over', async () => {
    const tally = new ActTally({ now: () => new Date() });
    tally.count(failed());
    await tally.flush(house.database);
    expect(await settle()).toBe(0);
    await house.database.pool.query("UPDATE audit_tally SET ends_at = clock_timestamp() - interval '59 s'");
    expect(await settle()).toBe(0);
    expect(await entries()).toEqual([]);
  });

  it('then become one entry each, once, whoever settles; with the network, the times, whose it was', async () => {
    const tally = new ActTally(clock);
    at('2026-03-01T16:10:00Z');
    tally.count(failed());
    at('2026-03-01T16:50:00Z');
    tally.count(failed(), 3);
    tally.count(failed('10.9.9.9', null));
    await tally.flush(house.database);
    const settled = await Promise.all([settle(1), settle(1), settle(1)]);
    expect(settled.reduce((sum, one) => sum + one)).toBe(2);
    const count = (amount: number, first: string) => ({ count: amount, first, last: '2026-03-01T16:50:00Z' });
    const nobody = {
      act: 'session.sign-in-failed',
      actor_address: null,
      on_behalf_address: null,
      via: 'imap',
      credential: null,
      unit_id: null,
    };
    expect(new Set(await entries())).toEqual(
      new Set([
        {
          ...{ ...nobody, target: 'an.tt@backan.gov.vn', peer: '10.0.0.1', person_id: an.personId, account_id: an.accountId },
          detail: count(4, '2026-03-01T16:10:00Z'),
        },
        { ...nobody, target: null, peer: '10.9.9.9', person_id: null, account_id: null, detail: count(1, '2026-03-01T16:50:00Z') },
      ]),
    );
    expect(await counters()).toEqual([]);
    await house.sealAll();
    expect(await house.verify()).toMatchObject({ findings: [], entries: 2 });
  });

  it('of reading are of a day in Vietnam, and name who read for whom', async () => {
    const tally = new ActTally(clock);
    const read: CountedAct = {
      ...{ act: 'mailbox.read', actorAccountId: an.accountId, accountId: office.accountId, via: 'imap' },
      ...{ network: '10.0.0.1', credential: 'password', subject: 'INBOX' },
    };
    for (const moment of ['2026-03-01T16:59:59Z', '2026-03-01T17:00:00Z', '2026-03-02T16:59:59Z']) {
      at(moment);
      tally.count(read, 2);
    }
    await tally.flush(house.database);
    await settle();
    const found = await entries();
    expect(found.map(({ detail }) => (detail as { count: number }).count)).toEqual([2, 4]);
    expect(found[1]).toMatchObject({
      ...{
        actor_address: 'an.tt@backan.gov.vn',
        target: 'tt@backan.gov.vn',
        on_behalf_address: 'tt@backan.gov.vn',
        credential: 'password',
      },
      ...{ unit_id: office.unitId, detail: { folder: 'INBOX', first: '2026-03-01T17:00:00Z', last: '2026-03-02T16:59:59Z' } },
    });
  });

  it('of sending name the address, and behind it the unit', async () => {
    const tally = new ActTally(clock);
    const send = {
      act: 'message.send',
      actorAccountId: an.accountId,
      accountId: null,
      via: 'smtp',
      network: '',
      credential: 'password',
    } as const;
    tally.count({ ...send, subject: 'tt@backan.gov.vn' });
    tally.count({ ...send, subject: 'an.tt@backan.gov.vn' });
    await tally.flush(house.database);
    await settle();
    expect(new Set((await entries()).map(({ target, on_behalf_address, unit_id }) => [target, on_behalf_address, unit_id].join()))).toEqual(
      new Set([`tt@backan.gov.vn,tt@backan.gov.vn,${office.unitId}`, 'an.tt@backan.gov.vn,,']),
    );
  });
});

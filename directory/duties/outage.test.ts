import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { attemptInTransaction } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import { dutyFigures } from './duty-figures.ts';
import { type DutyHouse, openDutyHouse, weekdays } from './duty-house.fixture.ts';
import { beat } from './heartbeat.ts';
import { endOutage, noteOutage } from './note-outage.ts';
import { outageFigures } from './outage-figures.ts';

let house: DutyHouse;
let someone: { accountId: AccountId };
beforeAll(async () => {
  house = await openDutyHouse();
  someone = await house.person('an', (await house.office('tt')).unitId, 'head');
});
beforeEach(async () => {
  await house.asOwner('DELETE FROM outage; DELETE FROM heartbeat; DELETE FROM duty_look');
});
afterAll(() => house[Symbol.asyncDispose]());

const now = new Date('2026-03-04T18:00:00+07:00');
const at = (moment: string) => new Date(`${moment}:00+07:00`);
type Given = Parameters<typeof noteOutage>[1];
const note = (from: string, to: string | null, more: Partial<Given> = {}) =>
  attemptInTransaction(house.database, (tx) =>
    noteOutage(tx, {
      ...{ actorAccountId: null, kind: 'unplanned', note: 'mất điện', now },
      ...{ beginsAt: at(from), endsAt: to === null ? null : at(to), ...more },
    }),
  );
const end = (to: string, actorAccountId: AccountId | null = null) =>
  attemptInTransaction(house.database, (tx) => endOutage(tx, { actorAccountId, endsAt: at(to), now }));
const figures = (from = '2026-03-02', to = '2026-03-06') => outageFigures(house.database, { from, to, calendar: weekdays(), now });

describe('an outage is not noted', () => {
  it('by whoever is no operator, nor ended by them', async () => {
    const actorAccountId = someone.accountId;
    expect(await note('2026-03-04T08:00', null, { actorAccountId })).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    await note('2026-03-04T08:00', null);
    expect(await end('2026-03-04T09:00', actorAccountId)).toMatchObject({ ok: false, refusal: { kind: 'forbidden' } });
    expect((await figures()).outages).toMatchObject([{ endsAt: null }]);
  });

  it('backwards, ahead of time, without a word, or while another goes on', async () => {
    const refusals: [ReturnType<typeof note>, string][] = [
      [note('2026-03-04T08:00', '2026-03-04T08:00'), 'An outage ends after it begins'],
      [note('2026-03-04T08:00', '2026-03-04T18:01'), 'Only a planned outage is yet to come'],
      [note('2026-03-05T08:00', null), 'Only a planned outage is yet to come'],
      [note('2026-03-05T08:00', null, { kind: 'planned' }), 'A planned outage has an end'],
      [note('2026-03-04T08:00', null, { note: ' ' }), 'The note is one line of at most 500 characters'],
      [note('2026-03-04T08:00', null, { note: 'a\nb' }), 'The note is one line of at most 500 characters'],
      [end('2026-03-04T09:00'), 'No outage goes on'],
    ];
    for (const [attempt, message] of refusals) expect(await attempt).toMatchObject({ ok: false, refusal: { message } });
    await note('2026-03-04T08:00', null);
    expect(await note('2026-03-04T09:00', null)).toMatchObject({ ok: false, refusal: { kind: 'conflict' } });
    expect(await end('2026-03-04T07:59')).toMatchObject({ ok: false, refusal: { message: 'An outage ends after it begins' } });
    expect(await end('2026-03-04T18:01')).toMatchObject({ ok: false, refusal: { message: 'Only a planned outage is yet to come' } });
  });
});

describe('outages', () => {
  it('are told in working minutes; above four hours they mean paper, and what several tell of counts once', async () => {
    await note('2026-03-03T07:30', '2026-03-03T13:00'); // four hours, noon between
    await note('2026-03-03T12:00', '2026-03-03T13:01', { kind: 'planned' });
    await note('2026-03-01T00:00', '2026-03-02T12:31'); // a Sunday, and the morning after
    await note('2026-03-04T07:30', '2026-03-04T13:01');
    const found = await figures();
    expect(found.outages.map(({ workingMinutes, needsPaper }) => [workingMinutes, needsPaper])).toEqual([
      [240, false],
      [240, false],
      [1, false],
      [241, true],
    ]);
    expect([found.workingMinutes, found.paperProcedures]).toEqual([240 + 241 + 241, 1]);
    expect(await figures('2026-02-01', '2026-03-01')).toMatchObject({ outages: [{ workingMinutes: 240 }], workingMinutes: 0 });
  });

  it('that are planned are listed, and count once they have begun', async () => {
    await note('2026-03-04T16:30', '2026-03-05T10:00', { kind: 'planned' });
    await note('2026-03-06T07:30', '2026-03-06T17:00', { kind: 'planned' });
    const found = await figures();
    expect(found.outages.map(({ workingMinutes, needsPaper }) => [workingMinutes, needsPaper])).toEqual([
      [180, false],
      [480, true],
    ]);
    expect([found.workingMinutes, found.paperProcedures]).toEqual([30, 0]);
  });

  it('that go on last until now, and leave a trace in the audit when noted and ended', async () => {
    await note('2026-03-04T16:00', null);
    expect((await figures()).outages).toMatchObject([{ workingMinutes: 60, endsAt: null, kind: 'unplanned', note: 'mất điện' }]);
    expect(await end('2026-03-04T16:30')).toMatchObject({ ok: true });
    expect((await figures()).outages).toMatchObject([{ workingMinutes: 30 }]);
    const { rows } = await house.query(
      "SELECT act, target, detail->>'endsAt' AS ended FROM audit WHERE act LIKE 'outage.%' ORDER BY id DESC LIMIT 2",
    );
    expect(rows).toEqual([
      { act: 'outage.end', target: 'mất điện', ended: '2026-03-04T09:30:00.000Z' },
      { act: 'outage.note', target: 'mất điện', ended: null },
    ]);
  });

  it('of more than four working hours hold nobody to the duty that day', async () => {
    const required = async () => {
      const [unit] = await dutyFigures(house.database, { from: '2026-03-02', to: '2026-03-03', calendar: weekdays(), now });
      return [unit!.own.mailbox.required, unit!.own.head.required, unit!.own.people.required];
    };
    expect(await required()).toEqual([2, 2, 2]);
    await note('2026-03-02T07:30', '2026-03-02T10:00');
    await note('2026-03-02T13:00', '2026-03-02T14:30');
    expect(await required()).toEqual([2, 2, 2]);
    await note('2026-03-02T14:30', '2026-03-02T14:31');
    expect(await required()).toEqual([1, 1, 1]);
    await note('2026-02-27T00:00', '2026-03-04T12:00');
    expect(await required()).toEqual([0, 0, 0]);
  });
});

describe('the program’s own outages', () => {
  const silentFor = (ms: number) => house.query(`UPDATE heartbeat SET beat_at = clock_timestamp() - ${ms} * interval '1 ms'`);
  const kinds = async () => (await house.query('SELECT kind FROM outage')).rows.map(({ kind }) => kind);

  it('are none at the first start, nor while it goes on or is started again at once', async () => {
    expect(await beat(house.database)).toBeNull();
    await silentFor(110_000);
    expect(await beat(house.database)).toBeNull();
    expect(await kinds()).toEqual([]);
  });

  it('are noted once, from its last beat to its next, however many processes begin at the same time', async () => {
    await beat(house.database);
    await silentFor(3_600_000);
    const heard = await Promise.all([beat(house.database), beat(house.database), beat(house.database)]);
    const [silence] = heard.filter((one) => one !== null);
    expect(Math.round((silence!.endsAt.getTime() - silence!.beginsAt.getTime()) / 60_000)).toBe(60);
    expect(await kinds()).toEqual(['stopped']);
  });
});

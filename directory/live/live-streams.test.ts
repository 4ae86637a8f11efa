import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import { type Hearing, hearingOf } from './hearing.ts';
import { LiveStreams } from './live-streams.ts';

const account = (id: number) => id as AccountId;
const unit = (id: number) => id as UnitId;
const nobody = { isActive: true, roles: [], headed: [] };
const operator: Hearing = hearingOf({ ...nobody, roles: [{ role: 'operator', unitId: null, validTo: null }] });
const headOf = (id: number): Hearing => hearingOf({ ...nobody, headed: [unit(id)] });
const administratorOf = (id: number): Hearing =>
  hearingOf({ ...nobody, roles: [{ role: 'unit-administrator', unitId: unit(id), validTo: null }] });

let live: LiveStreams;
const logged: object[] = [];
function open(limits: ConstructorParameters<typeof LiveStreams>[0]['limits'] = {}): LiveStreams {
  logged.length = 0;
  live = new LiveStreams({
    // Unit 12 stands beneath 1; every other for itself.
    placesOf: async (ids) => new Map(ids.map((id) => [id, id === unit(12) ? [id, unit(1)] : [id]])),
    log: { warn: (fields) => void logged.push(fields) },
    limits: { gatherMs: 10, heartbeatMs: 60_000, ...limits },
  });
  return live;
}
afterEach(() => live[Symbol.dispose]());

/** Follows, and collects what comes. */
async function follow(hearing: Hearing | (() => Hearing | null), { id = 1, network = '203.0.113.0' } = {}) {
  const prove = async () => (typeof hearing === 'function' ? hearing() : hearing);
  const body = await live.follow({ accountId: account(id), network, prove });
  if (typeof body === 'string') return { refused: body, text: () => '', ended: Promise.resolve('refused'), leave: async () => undefined };
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  const ended = (async () => {
    for (let part = await reader.read(); !part.done; part = await reader.read()) text += decoder.decode(part.value, { stream: true });
    return 'ended';
  })().catch(() => 'cut');
  return { refused: null, text: () => text, ended, leave: () => reader.cancel() };
}
const events = (text: string) => [...text.matchAll(/^event: changed\ndata: (.*)$/gm)].map(([, data]) => data);

describe('following is refused', () => {
  it('to who may hear of nothing', async () => {
    open();
    expect((await follow(hearingOf(nobody))).refused).toBe('nothing-to-hear');
    expect((await follow(hearingOf({ ...nobody, isActive: false, headed: [unit(1)] }))).refused).toBe('nothing-to-hear');
    expect((await follow(() => null)).refused).toBe('nothing-to-hear');
    expect(live.count).toBe(0);
  });

  it('where an account, a network or all follow in as many places as may, and not after one has gone', async () => {
    open({ perAccountMax: 2, perNetworkMax: 3, inProcessMax: 4 });
    const first = await follow(operator);
    await follow(operator);
    expect((await follow(operator)).refused).toBe('too-many-of-account');
    await follow(operator, { id: 2 });
    expect((await follow(operator, { id: 3 })).refused).toBe('too-many-of-network');
    await follow(operator, { id: 3, network: '198.51.100.0' });
    expect((await follow(operator, { id: 4, network: '192.0.2.0' })).refused).toBe('too-many');
    await first.leave();
    expect((await follow(operator)).refused).toBeNull();
  });

  it('when the process ends, which ends those that are', async () => {
    open();
    const { ended } = await follow(operator);
    live[Symbol.dispose]();
    expect(await ended).toBe('ended');
    expect((await follow(operator)).refused).toBe('closing');
  });
});

describe('who follows', () => {
  it('hears nothing of what they may not see: a head of another unit’s requests, an administrator of the queue', async () => {
    open();
    const [head, administrator, all] = [
      await follow(headOf(12)),
      await follow(administratorOf(1), { id: 2 }),
      await follow(operator, { id: 3 }),
    ];
    live.hearActs(['request.make:7', 'request.make', 'plan.make', 'queue.hold', 'role.grant']);
    await pause(60);
    expect(events(head.text())).toEqual([]);
    expect(events(administrator.text())).toEqual(['approvals roles']);
    expect(events(all.text())).toEqual(['requests plans bulk approvals queue status roles']);
  });

  it('hears of a unit within reach: its own for a head, those beneath for an administrator', async () => {
    open();
    const [head, administrator, above] = [
      await follow(headOf(12)),
      await follow(administratorOf(1), { id: 2 }),
      await follow(headOf(1), { id: 3 }),
    ];
    live.hearActs(['request.endorse:12']);
    await pause(60);
    expect([head, administrator, above].map(({ text }) => events(text()))).toEqual([['requests'], ['requests'], []]);
  });

  it('is told at once, then gathered: each topic once, however often it changed, and nothing of data', async () => {
    open({ gatherMs: 80 });
    const { text } = await follow(operator);
    for (let time = 0; time < 50; time += 1) live.hearActs(['request.make:7', 'unknown.act', 'mailbox.read', 'x', '']);
    await pause(30);
    expect(text()).toBe('retry: 5000\n\nevent: changed\ndata: requests\n\n');
    live.tell(['queue']);
    live.tell(['queue', 'status']);
    await pause(20);
    expect(events(text())).toEqual(['requests']);
    await pause(100);
    expect(events(text())).toEqual(['requests', 'queue status']);
  });

  it('hears of everything where notices may have been lost', async () => {
    open();
    const { text } = await follow(headOf(12));
    live.hearActs(null);
    await pause(40);
    expect(events(text())).toEqual(['requests reports']);
  });

  it('is ended at once when access moves and the session stands no more; who lost a role hears no more of it', async () => {
    open();
    let mine: Hearing | null = operator;
    let other: Hearing | null = operator;
    const [one, two] = [await follow(() => mine), await follow(() => other, { id: 2 })];
    [mine, other] = [null, headOf(12)];
    live.hearActs(['role.revoke']);
    expect(await one.ended).toBe('ended');
    await pause(30);
    const before = two.text();
    live.hearActs(['plan.make', 'request.make:12']);
    await pause(40);
    expect(events(two.text().slice(before.length))).toEqual(['requests']);
  });

  it('is ended where it cannot be known whether they may, and after an hour', async () => {
    open({ lifeMsMax: 50 });
    let fails = false;
    const one = await follow(() => {
      if (fails) throw new Error('no database');
      return operator;
    });
    fails = true;
    live.recheck();
    expect(await one.ended).toBe('ended');
    expect(logged).toMatchObject([{ event: 'live.unread' }]);
    const old = await follow(operator);
    await pause(60);
    live.recheck();
    expect(await old.ended).toBe('ended');
  });

  it('hears that the server is there', async () => {
    open({ heartbeatMs: 20 });
    const { text } = await follow(operator);
    await pause(90);
    expect(text()).toMatch(/^retry: 5000\n\n(event: beat\ndata: 1\n\n){2,}$/);
  });
});

describe('who does not read', () => {
  it('keeps nothing waiting but a few events, and is cut off at the heartbeat', async () => {
    open();
    const body = await live.follow({ accountId: account(1), network: 'n', prove: async () => operator });
    if (typeof body === 'string') throw new Error(body);
    for (let time = 0; time < 40; time += 1) {
      live.tell(['queue', 'status']);
      await pause(12);
    }
    live.recheck();
    await pause(20);
    expect(logged).toEqual([{ event: 'live.slow-client', accountId: 1 }]);
    expect(live.count).toBe(0);
    const reader = body.getReader();
    await expect(reader.read()).rejects.toThrow('does not read');
  });
});

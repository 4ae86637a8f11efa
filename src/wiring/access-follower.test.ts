import { afterEach, describe, expect, it } from 'vitest';
import type { AccessibleAccount } from '#directory/access/grants.ts';
import type { Log } from '#io/log.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { AccessFollower } from './access-follower.ts';

const person = 1 as PersonId;
const account = (address: string): AccessibleAccount => ({
  accountId: 7 as AccountId,
  address,
  rights: new Set(['read']),
  mailboxes: new Map(),
});

let follower: AccessFollower;
/** What each reading answers, in order; a reading waits for its answer. */
let readings: PromiseWithResolvers<AccessibleAccount[]>[];
const errors: unknown[] = [];
function open(): AccessFollower {
  readings = [];
  const read = () => {
    const reading = Promise.withResolvers<AccessibleAccount[]>();
    readings.push(reading);
    return reading.promise;
  };
  follower = new AccessFollower({ read, log: { error: (fields: unknown) => errors.push(fields) } as unknown as Log }, 60_000);
  return follower;
}
afterEach(() => follower[Symbol.asyncDispose]());

describe('following what others share with a person', () => {
  it('allows nothing before it was read, nor when it cannot be read', async () => {
    const followed = open().follow(person);
    expect(followed.latest().byAddress.size).toBe(0);
    const asked = followed.fresh();
    readings[0]!.resolve([account('a@b')]);
    expect((await asked).byAddress.has('a@b')).toBe(true);
    follower.accessMoved();
    const again = followed.fresh();
    readings[1]!.reject(new Error('no database'));
    await expect(again).rejects.toThrow('could not be read');
    expect(followed.latest().byAddress.size).toBe(0);
  });

  it('reads once for all who ask, and again when access moved while it was read', async () => {
    const followed = open().follow(person);
    const asked = [followed.fresh(), followed.fresh(), follower.follow(person).fresh()];
    expect(readings.length).toBe(1);
    follower.accessMoved();
    readings[0]!.resolve([account('old@b')]);
    await expect.poll(() => readings.length).toBe(2);
    readings[1]!.resolve([]);
    for (const view of await Promise.all(asked)) expect(view.byAddress.size).toBe(0);
  });

  it('reads by itself for a mailbox that is held open, until it is let go', async () => {
    const followed = open().follow(person);
    const asked = followed.fresh();
    readings[0]!.resolve([account('a@b')]);
    await asked;
    const hold = followed.hold();
    follower.accessMoved();
    await expect.poll(() => readings.length).toBe(2);
    readings[1]!.resolve([]);
    await expect.poll(() => followed.latest().byAddress.size).toBe(0);
    hold[Symbol.dispose]();
    hold[Symbol.dispose]();
    follower.accessMoved();
    await new Promise(setImmediate);
    expect(readings.length).toBe(2);
  });
});

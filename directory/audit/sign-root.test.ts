import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hashOfRoot } from './root.ts';
import { type AuditHouse, openAuditHouse } from './testing/audit-house.ts';

let house: AuditHouse;
beforeAll(async () => {
  house = await openAuditHouse();
});
beforeEach(() => house.clear());
afterAll(() => house[Symbol.asyncDispose]());

const day = (date: string) => new Date(`${date}T03:00:00Z`); // ten in the morning in Vietnam

describe('a root', () => {
  it('is not signed twice for a day, nor for a day before one that is signed', async () => {
    expect(await house.sign(day('2026-11-22'))).toMatchObject({ root: { number: 1, day: '2026-11-21' } });
    expect(await house.sign(day('2026-11-22'))).toBeNull();
    expect(await house.sign(day('2026-11-21'))).toBeNull();
  });

  it('is of the day that ended last in Vietnam', async () => {
    expect(await house.sign(new Date('2026-11-21T16:59:59Z'))).toMatchObject({ root: { day: '2026-11-20' } });
    expect(await house.sign(new Date('2026-11-21T17:00:00Z'))).toMatchObject({ root: { day: '2026-11-21' } });
  });

  it('does not cover what was sealed after the day', async () => {
    await house.record('yesterday');
    await house.sealAll();
    await house.record('today');
    await house.sealAll();
    await house.asOwner("UPDATE audit_seal SET sealed_at = '2026-11-20 23:59:59+07' WHERE batch = 1");
    await house.asOwner("UPDATE audit_seal SET sealed_at = '2026-11-21 00:00:00+07' WHERE batch = 2");
    expect(await house.sign(day('2026-11-21'))).toMatchObject({ root: { day: '2026-11-20', batch: 1, entries: 1 } });
  });

  it('states also that nothing was done, follows from the one before, and need not be of the day after it', async () => {
    const first = await house.sign(day('2026-11-10'));
    const next = await house.sign(day('2026-11-20'));
    expect(next).toMatchObject({ isKeyNew: false, root: { number: 2, batch: 0, entries: 0, previous: hashOfRoot(first!.root) } });
    expect(await house.verify()).toMatchObject({ findings: [], roots: 2, signedThrough: '2026-11-19' });
  });

  it('is signed by one of several that would', async () => {
    const signed = await Promise.all([1, 2, 3, 4].map(() => house.sign(day('2026-11-22'))));
    expect(signed.filter((one) => one !== null)).toHaveLength(1);
  });
});

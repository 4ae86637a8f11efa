import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRecipient } from '#directory/access/address-sql.ts';
import { findAutoReply } from '#directory/access/auto-reply-sql.ts';
import { inTransaction } from '#io/database.ts';
import type { EmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';
import { PersonHouse } from './person-house.fixture.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

const split = (address: string) => ({ localPart: address.split('@')[0]!, domain: address.split('@')[1]! });
const isAnswered = async (address: string) => {
  const { localPart, domain } = split(address);
  return (await findRecipient(house.test.database, { localParts: [localPart], domain }))?.isAnswered;
};
const words = (accountId: AccountId, address: string) =>
  inTransaction(house.test.database, (tx) => findAutoReply(tx, accountId, split(address) as EmailAddress));
/** The clock of the database is later than the tests' days. */
const until = '2999-12-31';

describe('nobody is answered', () => {
  it('after the day, or where that was not wanted', async () => {
    const quiet = await house.someone('Âu Thị Lặng', 'Sở Nội vụ');
    expect((await house.preview({ do: 'leave', person: quiet.address, autoReply: false })).deeds.autoReply).toBeUndefined();
    expect(await house.problems({ do: 'leave', person: quiet.address, autoReply: { until: '2025-06-30' } })).toEqual(['dates-cross']);
    await house.done({ do: 'leave', person: quiet.address, keptDays: 3653, autoReply: { until: '2025-07-02' } });
    expect(await isAnswered(quiet.address)).toBe(false);
    expect(await words(quiet.accountId, quiet.address)).toBeUndefined();
  });

  it('for who moves, unless asked for; nor without a new address', async () => {
    const who = await house.someone('Âu Văn Đi', 'Sở Nội vụ');
    const transfer = { do: 'transfer', person: who.address, posts: [{ unit: 'Sở Y tế', title: 'Chuyên viên' }] };
    expect((await house.preview(transfer)).deeds.autoReply).toBeUndefined();
    expect(await house.problems({ ...transfer, addresses: 'keep', autoReply: {} })).toEqual(['no-new-address']);
  });
});

describe('who writes', () => {
  it('to somebody who left is answered with the unit’s mailbox, which the preview says', async () => {
    const who = await house.someone('Âu Văn Nghỉ', 'Sở Tài chính');
    const request = { do: 'leave', person: who.address, keptDays: 3653 };
    const { deeds, summary } = await house.preview(request);
    expect(deeds.autoReply).toEqual({ cause: 'left', contact: 'tc@tinh.gov.vn', until: deeds.keeping?.receiveUntil, at: null });
    expect(summary.map(({ vi }) => vi)).toContainEqual(
      expect.stringMatching(/^Người gửi được trả lời tự động đến hết .*: xin liên hệ tc@tinh\.gov\.vn$/),
    );
    await house.done(request);
    expect(await isAnswered(who.address)).toBe(true);
    expect(await words(who.accountId, who.address)).toEqual({
      name: 'Âu Văn Nghỉ',
      address: who.address,
      cause: 'left',
      contact: 'tc@tinh.gov.vn',
    });
  });

  it('to somebody who is back is answered no more', async () => {
    const who = await house.someone('Âu Thị Lại', 'Sở Tài chính');
    await house.done({ do: 'leave', person: who.address, keptDays: 3653, autoReply: { contact: 'Khac@Tinh.gov.vn' } });
    expect((await words(who.accountId, who.address))?.contact).toBe('khac@tinh.gov.vn');
    await house.done({ do: 'appoint', person: who.address, posts: [{ unit: 'Sở Tài chính', title: 'Chuyên viên' }] }, '2025-07-02');
    expect(await isAnswered(who.address)).toBe(false);
  });

  it('to the old address of somebody who moved is told the new one, at the new one nothing', async () => {
    const who = await house.someone('Âu Thị Chuyển', 'Sở Nội vụ');
    await house.done({ do: 'transfer', person: who.address, posts: [{ unit: 'Sở Y tế', title: 'Chuyên viên' }], autoReply: { until } });
    const fresh = `${split(who.address).localPart.split('.')[0]}.yt@tinh.gov.vn`;
    expect([await isAnswered(who.address), await isAnswered(fresh)]).toEqual([true, false]);
    expect(await words(who.accountId, who.address)).toMatchObject({ cause: 'moved', contact: fresh, address: who.address });
    expect(await words(who.accountId, fresh)).toBeUndefined();
    // Back in the first unit the old address is the address again.
    await house.done({ do: 'transfer', person: fresh, posts: [{ unit: 'Sở Nội vụ', title: 'Chuyên viên' }] }, '2025-08-01');
    expect(await isAnswered(who.address)).toBe(false);
  });

  it('to somebody who is to leave later is answered from that day on', async () => {
    const who = await house.someone('Âu Văn Sau', 'Sở Y tế');
    const planId = await house.kept({ do: 'leave', person: who.address, keptDays: 3653, autoReply: { until } }, '2025-08-01');
    expect(await isAnswered(who.address)).toBe(false);
    expect((await house.carryOut(planId, '2025-08-01')).ok).toBe(true);
    expect(await isAnswered(who.address)).toBe(true);
  });
});

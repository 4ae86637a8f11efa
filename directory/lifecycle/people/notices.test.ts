import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PersonHouse } from './person-house.fixture.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());
beforeEach(() => {
  house.told.length = 0;
});

const told = () => house.told.map(({ address }) => address).toSorted();
const post = (unit: string, title = 'Chuyên viên', more = {}) => ({ unit, title, ...more });
async function quietly<T>(act: Promise<T>): Promise<T> {
  const done = await act;
  house.told.length = 0;
  return done;
}

describe('nobody is told', () => {
  it('of what is only shown, is refused, waits for its day, or is asked to be done quietly', async () => {
    const { address } = await quietly(house.someone('Lý Văn Im', 'Sở Nội vụ'));
    const move = { do: 'transfer', person: address, posts: [post('Sở Y tế')] };
    expect((await house.preview(move)).deeds.notices.map(({ name }) => name)).toEqual(['Lý Văn Im', 'Sở Nội vụ', 'Sở Y tế']);
    await house.plan({ ...move, posts: [post('Sở Không Có')] });
    await house.kept(move, '2025-08-01');
    await house.done({ ...move, notify: false });
    expect(told()).toEqual([]);
  });
});

describe('those concerned are told in both languages', () => {
  it('somebody new and the unit; only the person hears of what is theirs', async () => {
    const person = { name: { family: 'Lý', middle: 'Thị', given: 'Mới' } };
    await house.done({ do: 'appoint', person, posts: [post('Sở Y tế', 'Giám đốc', { kind: 'head' })], reason: 'QĐ 9' }, '2025-03-01');
    expect(told()).toEqual(['moilt.yt@tinh.gov.vn', 'yt@tinh.gov.vn']);
    const textTo = (address: string) => house.told.find((one) => one.address === address)?.text.split('\n');
    expect(textTo('yt@tinh.gov.vn')).toEqual([
      ...['Bổ nhiệm: Lý Thị Mới <moilt.yt@tinh.gov.vn>', 'Có hiệu lực từ ngày 2025-03-01', 'Căn cứ: QĐ 9'],
      ...['- Giữ: Giám đốc, Sở Y tế', '- Địa chỉ: moilt.yt@tinh.gov.vn', ''],
      ...['Appoint: Lý Thị Mới <moilt.yt@tinh.gov.vn>', 'Takes effect on 2025-03-01', 'By: QĐ 9'],
      ...['- Begins: Giám đốc, Sở Y tế', '- Address: moilt.yt@tinh.gov.vn', ''],
    ]);
    expect(textTo('moilt.yt@tinh.gov.vn')).toContain('- Được đọc: yt@tinh.gov.vn');
  });

  it('who makes room, and who may read the mailbox; not who can read nothing any more', async () => {
    const head = await quietly(house.someone('Lý Văn Cựu', 'Sở Tài chính', { title: 'Giám đốc', kind: 'head' }));
    const next = await quietly(house.someone('Lý Thị Tân', 'Sở Nội vụ'));
    const asked = { do: 'appoint', person: next.address, posts: [post('Sở Tài chính', 'Giám đốc', { kind: 'head' })], ifHeaded: 'replace' };
    await quietly(
      house.done(asked).then(() => expect(told()).toEqual([head.address, 'nv@tinh.gov.vn', 'tc@tinh.gov.vn', next.address].toSorted())),
    );
    await house.done({ do: 'leave', person: head.address, lend: { to: next.address, until: '2999-12-31' } });
    expect(told()).toEqual([next.address]);
    expect(house.told[0]?.text).toMatch(/- Nhận thư đến hết 2025-09-29/);
  });
});

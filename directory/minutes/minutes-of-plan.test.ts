import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addCertificate } from '#directory/certificates/add-certificate.ts';
import { certificatePem } from '#directory/certificates/certificate.fixture.ts';
import { cancelPlan } from '#directory/lifecycle/carry-out-plan.ts';
import { day, PersonHouse } from '#directory/lifecycle/people/person-house.fixture.ts';
import { attemptInTransaction } from '#io/database.ts';
import type { PlanId } from '#kernel/ids.ts';
import { drawMinutes } from './draw-minutes.ts';
import { letterheadOfProvince } from './letterhead-of-province.ts';
import type { Minutes } from './minutes.ts';
import { minutesFileName, minutesOfPlan } from './minutes-of-plan.ts';
import { minutesPdf } from './minutes-pdf.ts';

let house: PersonHouse;
beforeAll(async () => {
  house = await PersonHouse.open();
});
afterAll(() => house[Symbol.asyncDispose]());

const letterhead = letterheadOfProvince({ settings: {}, provinceName: 'Tỉnh Bắc Kạn' });
const minutesOf = (planId: number) => minutesOfPlan({ database: house.test.database, letterhead }, planId as PlanId);
async function minutes(planId: number): Promise<Minutes> {
  const drawn = await minutesOf(planId);
  if (!drawn.ok) throw new Error(drawn.refusal.message);
  return drawn.value;
}
const section = ({ sections }: Minutes, heading: string) => sections.find((one) => one.heading.includes(heading));
const rowsOf = (drawn: Minutes, heading: string) => section(drawn, heading)?.table?.rows.map(({ cells }) => cells);
const head = (unit: string) => ({ unit, title: 'Giám đốc', kind: 'head' });

describe('minutes are refused', () => {
  it('of a plan there is not, that waits, that was cancelled, or that is of units', async () => {
    const { address } = await house.someone('Nông Văn Chờ', 'Sở Y tế');
    const kept = await house.kept({ do: 'leave', person: address }, '2025-09-01');
    expect(await minutesOf(999_999)).toMatchObject({ refusal: { kind: 'not-found' } });
    expect(await minutesOf(kept)).toMatchObject({
      refusal: { kind: 'conflict', inBoth: { vi: expect.stringContaining('chưa được thực hiện') } },
    });
    await cancelPlan(house.test.database, { planId: kept, actorAccountId: null });
    expect(await minutesOf(kept)).toMatchObject({ refusal: { inBoth: { en: expect.stringContaining('was cancelled') } } });
    const [units] = await house.rows<{ id: number }>(
      `INSERT INTO plan (kind, title, state, effective_on, body, fingerprint, settled_at) VALUES ('units', 'x', 'carried-out', $1, '{}', '', now())
       RETURNING id`,
      [day],
    );
    expect(await minutesOf(units!.id)).toMatchObject({ refusal: { inBoth: { en: expect.stringContaining('one person') } } });
  });
});

describe('minutes of handing over', () => {
  it('of an appointment as head: the unit’s mailbox goes from who headed it to who does', async () => {
    const before = await house.someone('Hà Văn Trước', 'Sở Nội vụ', { title: 'Giám đốc', kind: 'head' });
    const person = { name: { family: 'Ma', middle: 'Thị', given: 'Sau' } };
    const planId = await house.done({ do: 'appoint', person, posts: [head('Sở Nội vụ')], ifHeaded: 'replace', reason: 'QĐ 12/QĐ-UBND' });
    const drawn = await minutes(planId);
    expect(drawn.opening[0]).toMatch(
      /^Căn cứ QĐ 12\/QĐ-UBND, các bên .* Ma Thị Sau \(saumt\.nv@tinh\.gov\.vn\) được bổ nhiệm, có hiệu lực từ ngày 01\/7\/2025/,
    );
    expect(rowsOf(drawn, 'Chức vụ')).toEqual([
      ['Hà Văn Trước', 'Thôi giữ', 'Giám đốc', 'Sở Nội vụ', '01/7/2025'],
      ['Ma Thị Sau', 'Giữ', 'Giám đốc', 'Sở Nội vụ', '01/7/2025'],
    ]);
    expect(rowsOf(drawn, 'Hộp thư bàn giao')).toEqual([
      ['saumt.nv@tinh.gov.vn', 'Quản trị hệ thống', 'Ma Thị Sau', 'hộp thư cá nhân, cấp mới'],
      ['nv@tinh.gov.vn', before.name, 'Ma Thị Sau', 'hộp thư đơn vị: Sở Nội vụ'],
    ]);
    expect(section(drawn, 'phải làm')!.paragraphs.join(' ')).toMatch(
      /mật khẩu đầu tiên được giao riêng.*nv@tinh\.gov\.vn.*không có mật khẩu riêng/,
    );
    expect(drawn.signers).toEqual([
      { as: 'Người bàn giao', name: 'Hà Văn Trước' },
      { as: 'Người nhận', name: 'Ma Thị Sau' },
      { as: 'Quản trị hệ thống', name: '' },
    ]);
  });

  it('of who leaves: certificates to be revoked and delegations that ended on the day, also those made after the plan', async () => {
    const leaving = await house.someone('Lý Văn Nghỉ', 'Sở Tài chính', { title: 'Giám đốc', kind: 'head' });
    const other = await house.someone('Vi Thị Đọc', 'Sở Tài chính');
    const planId = await house.kept({ do: 'leave', person: leaving.address }, '2025-08-01');
    await house.rows(
      `INSERT INTO access_grant (target_account_id, principal_kind, principal_id, rights) VALUES ($1, 'person', $2, '{read}')`,
      [leaving.accountId, other.id],
    );
    const pem = Buffer.from(certificatePem({ addresses: [leaving.address], commonName: leaving.name }));
    const account = { id: leaving.accountId, address: leaving.address };
    const certificate = { account, file: pem, post: null, actorAccountId: null, reason: null, now: new Date(`${day}T03:00:00Z`) };
    await attemptInTransaction(house.test.database, (tx) => addCertificate(tx, certificate));
    const done = await house.carryOut(planId, '2025-08-01');
    expect(done.ok).toBe(true);
    const drawn = await minutes(planId);
    expect(section(drawn, 'chấm dứt')!.paragraphs[0]).toBe(`Hộp thư ${leaving.address}: chấm dứt ủy quyền cho Vi Thị Đọc.`);
    expect(rowsOf(drawn, 'Chứng thư số')).toEqual([['1', leaving.address, expect.stringMatching(/^[0-9A-F]+$/i), 'phải thu hồi']]);
    expect(rowsOf(drawn, 'Hộp thư bàn giao')).toEqual([
      [leaving.address, 'Lý Văn Nghỉ', 'Quản trị hệ thống', expect.stringMatching(/^nhận thư đến hết ngày .*, lưu giữ đến hết ngày /)],
      ['tc@tinh.gov.vn', 'Lý Văn Nghỉ', 'chưa có người kế nhiệm', 'hộp thư đơn vị: Sở Tài chính'],
    ]);
    await house.done({ do: 'appoint', person: other.address, posts: [head('Sở Tài chính')] }, '2025-08-15');
    expect(rowsOf(await minutes(planId), 'Hộp thư bàn giao')![1]![2]).toBe('Vi Thị Đọc');
  });

  it('has no section of what there is nothing of, and numbers those there are', async () => {
    const planId = await house.done({
      do: 'appoint',
      person: { name: { given: 'Lan', family: 'Hà' } },
      posts: [{ unit: 'Sở Y tế', title: 'Y tá' }],
    });
    expect((await minutes(planId)).sections.map(({ heading }) => heading)).toEqual([
      '1. Chức vụ',
      '2. Hộp thư bàn giao',
      '3. Việc các bên phải làm',
    ]);
  });

  it('are a PDF of A4 pages, the same octets of the same plan, drawn in a thread or here; called in ASCII', async () => {
    const planId = await house.done({
      do: 'appoint',
      person: { name: { given: 'Mai', family: 'Hà' } },
      posts: [{ unit: 'Sở Y tế', title: 'Y tá' }],
    });
    const drawn = await minutes(planId);
    const [one, other] = [await minutesPdf(drawn), await drawMinutes(drawn)];
    expect(one.equals(other)).toBe(true);
    expect(one.toString('latin1')).toContain('/MediaBox [0 0 595.28 841.89]');
    expect(minutesFileName(planId)).toMatch(/^[a-z0-9-]+\.pdf$/);
  });
});

import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Province } from '#directory/org/province.ts';
import { readProvinceFile } from '#directory/org/province-file.ts';
import { inTransaction } from '#io/database.ts';
import { createTestDatabase, type TestDatabase } from '#test/helpers/test-database.ts';
import { createProvince } from './create-province.ts';

const config = fileURLToPath(new URL('../../config', import.meta.url));
const quotaOctets = { personal: 2000, unit: 10_000 };
const createMailboxes = () => Promise.resolve();

let test: TestDatabase;
let province: Province;

beforeAll(async () => {
  test = await createTestDatabase();
  const read = await readProvinceFile({ file: `${config}/provinces/bac-kan/province.yaml`, namingFolder: `${config}/naming` });
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  province = read.value;
});
afterAll(() => test[Symbol.asyncDispose]());

const create = (withPeople: boolean) =>
  inTransaction(test.database, (tx) => createProvince({ tx, createMailboxes }, { province, withPeople, quotaOctets }));

describe('createProvince', () => {
  it('sets up Bắc Kạn: 162 units, and its sample people under the names the regulation gives them', async () => {
    const created = await create(true);
    if (!created.ok) throw new Error(JSON.stringify(created.refusal));
    expect(created.value.units).toHaveLength(162);
    expect(created.value.people.map(({ displayName, localPart, domain }) => `${displayName} ${localPart}@${domain}`)).toEqual([
      'Nguyễn Văn Anh anhnv.tt@backan.gov.vn',
      'Triệu Thị Hương huongtt.tt@backan.gov.vn',
      'Hoàng Đình Quý quyhd.tt@backan.gov.vn',
      'Ma Thị Lan lanmt.tt@backan.gov.vn',
      'Nông Văn Tuấn tuannv.tt@backan.gov.vn',
      'Nông Văn Tuấn tuannv2.tt@backan.gov.vn',
      'Phạm Quốc Khánh khanhpq.nv@backan.gov.vn',
      'Đặng Thu Hà hadt.nv@backan.gov.vn',
      'Lê Minh minhl.vpubnd@backan.gov.vn',
      'Bế Thị Ngọc Ánh anhbtn.gddt@backan.edu.vn',
      'Âu Dương Thị Hoa hoaadt.lhpn@backan.gov.vn',
      'Vi Trung Hoàng hoangvt.duongquang.tx@backan.gov.vn',
      'Lường Thị Mai mailt.tx@backan.gov.vn',
      'Hà Văn Sơn sonhv.chodon@backan.gov.vn',
      'Giàng A Páo paoga.pacnam@backan.gov.vn',
      'Dương Thị Đào daodt.bangphuc.chodon@backan.gov.vn',
    ]);
  });

  it('refuses to set it up again over the same addresses', async () => {
    const again = await create(false);
    expect(again.ok).toBe(false);
    expect(!again.ok && again.refusal).toHaveLength(162);
  });
});

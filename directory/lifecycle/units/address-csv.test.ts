import { describe, expect, it } from 'vitest';
import type { AccountId } from '#kernel/ids.ts';
import { addressCsv } from './address-csv.ts';
import type { UnitDeeds, UnitNotes } from './unit-deeds.ts';

const domain = 'tinh.gov.vn';
const nothing: UnitDeeds = {
  ...{ newDomains: [], created: [], changed: [], ended: [], identifiers: [], posts: [], addresses: [], oldAddressesUntil: null },
};
const change = (owner: 'unit' | 'person', name: string, from: string, localPart: string, how: string) => ({
  ...{ owner, name, from: `${from}@${domain}`, to: { localPart, domain }, how, accountId: 1 as AccountId },
});
const linesOf = (deeds: Partial<UnitDeeds>, clashes: UnitNotes['clashes'] = []) =>
  addressCsv({ ...nothing, ...deeds }, { clashes, headless: [] })
    .split('\r\n')
    .slice(1, -1);

describe('the table of a plan’s addresses', () => {
  it('is run by no spreadsheet program, whatever somebody is called', () => {
    const [line] = linesOf({ addresses: [change('person', '=HYPERLINK("x")', 'anhnv.tx', 'anhnv', 'rule')] });
    expect(line).toContain(`"'=HYPERLINK(""x"")"`);
  });

  it('says of each unit and person the old address, the new one, and until when the old one receives', () => {
    const addresses = [change('unit', 'Xã A', 'a.tx', 'a', 'rule'), change('person', 'Lò Văn Anh', 'anhlv.a.tx', 'anhlv.a', 'own-part')];
    expect(linesOf({ addresses, oldAddressesUntil: '2027-06-30' })).toEqual([
      `Đơn vị,Xã A,a.tx@${domain},a@${domain},2027-06-30,"Theo quy tắc, hay mã đã cho",,`,
      `Cán bộ,Lò Văn Anh,anhlv.a.tx@${domain},anhlv.a@${domain},2027-06-30,Giữ phần tên đang có,,`,
    ]);
    expect(linesOf({ addresses })[0]).toContain(',không thời hạn,');
  });

  it('says how a clash was resolved, and with whom it was', () => {
    const given = { localPart: 'thitrana', how: 'kind-word' };
    const clash = { owner: 'unit', name: 'Thị trấn A', wanted: `a@${domain}`, takenBy: 'Huyện A', proposals: [given], given } as const;
    expect(
      linesOf({ addresses: [change('unit', 'Thị trấn A', 'a.tx', 'thitrana', 'kind-word')] }, [{ ...clash, from: `a.tx@${domain}` }]),
    ).toEqual([`Đơn vị,Thị trấn A,a.tx@${domain},thitrana@${domain},không thời hạn,Giữ cả từ chỉ loại đơn vị,a@${domain},Huyện A`]);
  });

  it('has new units, which had no address before', () => {
    const values = { kind: 'office', code: null, parent: null, above: null, domain, profile: null } as const;
    const created = [{ key: -1, name: 'Sở Mới', address: { localPart: 'sm', domain }, ...values }];
    expect(linesOf({ created })).toEqual([`Đơn vị,Sở Mới,,sm@${domain},,"Theo quy tắc, hay mã đã cho",,`]);
  });
});

import { describe, expect, it } from 'vitest';
import { readCsvLines, templateHeader } from './read-line-file.ts';

const problemsOf = (text: string) => {
  const read = readCsvLines(text);
  if (read.ok) throw new Error('it was read');
  return read.refusal.map(({ row, column, vi }) => [row, column, vi]);
};
const linesOf = (text: string) => {
  const read = readCsvLines(text);
  if (!read.ok) throw new Error(JSON.stringify(read.refusal));
  return read.value;
};

describe('a file is refused', () => {
  it('that is empty, is no CSV, or has columns that nobody knows', () => {
    expect(problemsOf('')).toEqual([[null, null, 'Tệp không có gì']]);
    expect(problemsOf('Việc\n"mở')).toEqual([[2, null, expect.stringContaining('CSV')]]);
    expect(problemsOf('Họ và tên mới,Lương,Đơn vị,đơn vị\n')).toEqual([
      [1, 'Lương', 'Không có cột nào tên như vậy'],
      [1, 'đơn vị', 'Cột có hai lần'],
      [1, 'Việc', 'Thiếu cột này'],
    ]);
  });

  it('with everything that is wrong in any row, by row and heading', () => {
    const text = [
      'Việc,Người,Họ và tên mới,Đơn vị,Chức vụ,Hình thức giữ chức vụ,Ngày hiệu lực',
      'Thăng chức,anhnv,,,,,',
      ',,,,,,',
      'Tuyển dụng,,,Sở Nội vụ,Chuyên viên,tạm quyền,hôm nay',
      'Nghỉ hưu,anhnv,,Sở Nội vụ,,,31/02/2026',
    ].join('\n');
    expect(problemsOf(text)).toEqual(
      [
        [2, 'Việc', expect.stringContaining('Tuyển dụng, Bổ nhiệm, Điều động')],
        [4, 'Họ và tên mới', 'Không được để trống'],
        [4, 'Hình thức giữ chức vụ', 'Hãy ghi một trong: Chính thức, Quyền, Phụ trách'],
        [4, 'Ngày hiệu lực', expect.stringContaining('31/12/2026')],
        [5, 'Ngày hiệu lực', expect.stringContaining('31/12/2026')],
        [5, 'Đơn vị', 'Không dùng cho việc này: hãy để trống'],
      ].toSorted((one, other) => Number(one[0]) - Number(other[0])),
    );
  });
});

describe('a file is read', () => {
  it('under Vietnamese headings, marks and case aside, words and days as people write them', () => {
    const text = '\uFEFFVIỆC,Người (địa chỉ thư),Đơn vị,Chức vụ,Loại chức vụ,Hình thức giữ chức vụ,Ngày hiệu lực,Căn cứ\r\n'.concat(
      'điều động,anhnv.tt@backan.gov.vn,Sở Nội vụ,Phó Giám đốc,Cấp phó,Quyền,1/2/2026,"QĐ 12, ngày 3"\r\n\r\nnghi huu,Ma Thị Lan\r\n',
    );
    expect(linesOf(text)).toEqual([
      {
        row: 2,
        line: {
          ...{
            do: 'transfer',
            person: 'anhnv.tt@backan.gov.vn',
            unit: 'Sở Nội vụ',
            post: 'Phó Giám đốc',
            kind: 'deputy',
            capacity: 'acting',
          },
          ...{ ifHeaded: 'refuse', on: '2026-02-01', reason: 'QĐ 12, ngày 3' },
        },
      },
      { row: 4, line: { do: 'leave', person: 'Ma Thị Lan' } },
    ]);
  });

  it('under the names that programs use, and with ticks', () => {
    const text = "do,name,givenFirst,isNamesake,unit,post,birthDate\nrecruit,H'Hen Niê,x,có,#7,Chuyên viên,1992-05-15\n";
    expect(linesOf(text)[0]!.line).toMatchObject({ do: 'recruit', givenFirst: true, isNamesake: true, birthDate: '1992-05-15' });
  });

  it('as its own template', () => {
    expect(
      readCsvLines(
        `${templateHeader()
          .map((heading) => `"${heading}"`)
          .join(',')}\n`,
      ),
    ).toEqual({ ok: true, value: [] });
  });
});

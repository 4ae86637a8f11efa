import { closest } from '#directory/naming/closest.ts';
import { searchKey } from '#directory/naming/fold-name.ts';
import type { Capacity, PostKind } from '#directory/org/tables.ts';

/** What a row may ask for. */
export const rowActs = ['recruit', 'appoint', 'transfer', 'relieve', 'leave', 'suspend', 'return', 'rename'] as const;
export type RowAct = (typeof rowActs)[number];

interface Word<Value> {
  readonly value: Value;
  /** In the template's drop-down list. */
  readonly vi: string;
  readonly also: readonly string[];
}

export const actWords: readonly Word<RowAct>[] = [
  {
    value: 'recruit',
    vi: 'Tuyển mới',
    also: ['Mới', 'Tuyển dụng', 'Thêm', 'Thêm mới', 'Cấp mới', 'Tạo mới', 'Tiếp nhận', 'New', 'Recruit', 'Create'],
  },
  { value: 'appoint', vi: 'Bổ nhiệm', also: ['Kiêm nhiệm', 'Giao nhiệm vụ', 'Appoint'] },
  { value: 'transfer', vi: 'Điều động', also: ['Luân chuyển', 'Chuyển', 'Chuyển công tác', 'Transfer'] },
  { value: 'relieve', vi: 'Thôi chức vụ', also: ['Miễn nhiệm', 'Thôi giữ chức vụ', 'Relieve'] },
  { value: 'leave', vi: 'Thôi việc', also: ['Nghỉ hưu', 'Nghỉ việc', 'Thôi công tác', 'Chuyển đi', 'Leave', 'Retire'] },
  { value: 'suspend', vi: 'Tạm dừng', also: ['Đình chỉ', 'Nghỉ dài ngày', 'Tạm đình chỉ', 'Suspend'] },
  { value: 'return', vi: 'Trở lại', also: ['Đi làm lại', 'Return'] },
  { value: 'rename', vi: 'Đổi tên', also: ['Đổi họ tên', 'Sửa tên', 'Cải chính họ tên', 'Rename'] },
];

export const kindWords: readonly Word<PostKind>[] = [
  { value: 'head', vi: 'Đứng đầu', also: ['Thủ trưởng', 'Người đứng đầu', 'Cấp trưởng', 'Trưởng', 'Head'] },
  { value: 'deputy', vi: 'Cấp phó', also: ['Phó', 'Deputy'] },
  { value: 'clerk', vi: 'Văn thư', also: ['Clerk'] },
  { value: 'staff', vi: 'Nhân viên', also: ['Chuyên viên', 'Công chức', 'Viên chức', 'Staff'] },
];

export const capacityWords: readonly Word<Capacity>[] = [
  { value: 'full', vi: 'Chính thức', also: ['Full'] },
  { value: 'acting', vi: 'Quyền', also: ['Acting'] },
  { value: 'in-charge', vi: 'Phụ trách', also: ['In charge'] },
];

export const yesWords: readonly Word<boolean>[] = [
  { value: true, vi: 'x', also: ['Có', 'Đúng', 'Yes', 'True', '1', 'Là người khác'] },
  { value: false, vi: 'Không', also: ['No', 'False', '0'] },
];

/** The value a word stands for, marks and case aside; else what was probably meant. */
export function valueOfWord<Value>(
  words: readonly Word<Value>[],
  text: string,
): { readonly value: Value } | { readonly meant: string | undefined } {
  const key = searchKey(text);
  const found = words.find(({ vi, also }) => [vi, ...also].some((word) => searchKey(word) === key));
  if (found !== undefined) return { value: found.value };
  const near = closest(
    text,
    words.flatMap(({ vi, also }) => [vi, ...also]),
  );
  return { meant: near };
}

export function wordOf<Value>(words: readonly Word<Value>[], value: Value): string {
  return words.find((word) => word.value === value)!.vi;
}

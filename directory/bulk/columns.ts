import { searchKey } from '#directory/naming/fold-name.ts';

export interface Column {
  readonly key: string;
  /** In the template. */
  readonly vi: string;
  readonly en: string;
  /** Other headings it is known by, marks and case aside. */
  readonly also: readonly string[];
  /** What may stand in it, for the template's second sheet. */
  readonly help: string;
  /** Characters in the template. */
  readonly width: number;
}

/** The columns of a table of people, in the template's order. */
export const columns = [
  {
    ...{ key: 'act', vi: 'Việc', en: 'Act', width: 16, also: ['Loại việc', 'Biến động', 'Loại biến động', 'Action', 'What'] },
    help: 'Để trống: Tuyển mới (người mới, cấp hộp thư).',
  },
  {
    ...{ key: 'name', vi: 'Họ và tên', en: 'Full name', width: 28 },
    also: ['Họ tên', 'Họ tên cán bộ', 'Họ và tên cán bộ', 'Tên cán bộ', 'Họ, tên', 'Họ và tên khai sinh', 'Name'],
    help: 'Bắt buộc với Tuyển mới; với Đổi tên là họ tên mới. Từ đầu là họ, từ cuối là tên. Hoặc tách thành hai cột “Họ và tên đệm” và “Tên”.',
  },
  {
    ...{ key: 'familyMiddle', vi: 'Họ và tên đệm', en: 'Family and middle names', width: 20 },
    also: ['Họ đệm', 'Họ và đệm', 'Họ lót', 'Họ và chữ đệm', 'Họ và chữ lót', 'Họ tên đệm'],
    help: 'Chỉ khi không dùng cột “Họ và tên”.',
  },
  { ...{ key: 'given', vi: 'Tên', en: 'Given name', width: 12, also: [] }, help: 'Chỉ khi không dùng cột “Họ và tên”.' },
  {
    ...{ key: 'birthDate', vi: 'Ngày sinh', en: 'Date of birth', width: 14 },
    also: ['Ngày tháng năm sinh', 'Ngày, tháng, năm sinh', 'Sinh ngày', 'Birth date', 'Born'],
    help: 'Ngày của Excel, hoặc dd/mm/yyyy, hoặc yyyy-mm-dd. Nên có, để không nhầm người trùng tên. Có thể để trống.',
  },
  {
    ...{ key: 'unit', vi: 'Đơn vị', en: 'Unit', width: 44 },
    also: [
      'Cơ quan',
      'Đơn vị công tác',
      'Cơ quan, đơn vị',
      'Cơ quan đơn vị',
      'Nơi công tác',
      'Phòng ban',
      'Phòng, ban',
      'Đơn vị mới',
      'Department',
    ],
    help: 'Địa chỉ hộp thư của đơn vị, hoặc tên đầy đủ, hoặc “Phòng Tổ chức < Sở Nội vụ”. Bắt buộc với Tuyển mới, Bổ nhiệm, Điều động.',
  },
  {
    ...{ key: 'above', vi: 'Thuộc cơ quan', en: 'Of the agency', width: 34 },
    also: ['Trực thuộc', 'Cơ quan cấp trên', 'Đơn vị cấp trên', 'Thuộc', 'Parent unit'],
    help: 'Cơ quan phía trên, khi tên đơn vị còn trùng. Có thể để trống.',
  },
  {
    ...{ key: 'title', vi: 'Chức vụ', en: 'Post', width: 24 },
    also: ['Chức danh', 'Chức vụ, chức danh', 'Chức danh, chức vụ', 'Vị trí việc làm', 'Vị trí', 'Chức vụ mới', 'Title', 'Position'],
    help: 'Bắt buộc với Tuyển mới, Bổ nhiệm, Điều động.',
  },
  {
    ...{ key: 'kind', vi: 'Loại chức vụ', en: 'Kind of post', width: 16, also: ['Loại', 'Kind'] },
    help: 'Để trống: như chức vụ cùng tên đã có ở đơn vị, không có thì Nhân viên. Đứng đầu: mỗi đơn vị một người, được dùng hộp thư đơn vị.',
  },
  {
    ...{ key: 'capacity', vi: 'Hình thức giữ', en: 'Capacity', width: 14, also: ['Hình thức', 'Giữ chức vụ'] },
    help: 'Để trống: Chính thức. Quyền và Phụ trách có đủ quyền của chức vụ.',
  },
  {
    ...{ key: 'until', vi: 'Giữ đến ngày', en: 'Until', width: 14, also: ['Đến ngày', 'Thời hạn'] },
    help: 'Ngày cuối giữ chức vụ; với Tạm dừng: ngày cuối tạm dừng. Để trống: không thời hạn.',
  },
  {
    ...{ key: 'who', vi: 'Địa chỉ hiện có', en: 'Present address', width: 30 },
    also: [
      'Địa chỉ thư',
      'Thư điện tử',
      'Email',
      'E-mail',
      'Địa chỉ email',
      'Địa chỉ thư điện tử',
      'Hộp thư',
      'Tài khoản',
      'Mail',
      'Address',
      'Account',
    ],
    help: 'Người đã có trong danh bạ: địa chỉ thư hay #số. Bắt buộc với mọi việc trừ Tuyển mới; với Tuyển mới phải để trống.',
  },
  {
    ...{
      key: 'wanted',
      vi: 'Địa chỉ mong muốn',
      en: 'Wanted address',
      width: 22,
      also: ['Tên hộp thư', 'Địa chỉ mới', 'Tên hộp thư mong muốn', 'Mailbox'],
    },
    help: 'Phần trước @. Để trống: đặt theo quy tắc; trùng thì lấy đề xuất tốt nhất.',
  },
  {
    ...{ key: 'namesake', vi: 'Là người khác', en: 'Somebody else', width: 14 },
    also: ['Người khác trùng tên', 'Xác nhận khác người', 'Namesake', 'Trùng tên khác người'],
    help: 'Ghi x khi danh sách bị báo “giống người đã có” mà đúng là người khác.',
  },
  {
    ...{
      key: 'reason',
      vi: 'Căn cứ',
      en: 'Reason',
      width: 26,
      also: ['Lý do', 'Số quyết định', 'Quyết định', 'Theo quyết định', 'Decision'],
    },
    help: 'Quyết định số mấy, ngày nào. Ghi vào nhật ký kiểm toán. Có thể để trống.',
  },
] as const satisfies readonly Column[];

export type ColumnKey = (typeof columns)[number]['key'];

/** What tables of people often have beside; it is passed over, and nothing is kept of it. */
const passedOver = new Set(
  [
    ...[
      'STT',
      'TT',
      'Số TT',
      'Số thứ tự',
      'No',
      'No.',
      'Ghi chú',
      'Note',
      'Notes',
      'Giới tính',
      'Nam/Nữ',
      'Nam',
      'Nữ',
      'Dân tộc',
      'Ngạch',
      'Mã ngạch',
    ],
    ...[
      'Điện thoại',
      'Số điện thoại',
      'ĐT',
      'SĐT',
      'Di động',
      'Phone',
      'CCCD',
      'Số CCCD',
      'CMND',
      'Quê quán',
      'Trình độ',
      'Hệ số lương',
      'Mã cán bộ',
    ],
  ].map(searchKey),
);

const byHeading = new Map<string, ColumnKey>(
  columns.flatMap(({ key, vi, en, also }) => [vi, en, key, ...also].map((heading) => [searchKey(heading), key] as const)),
);

/** Which column a heading is: marks, case, an asterisk and a note in brackets aside. null: one that is passed over. */
export function columnOf(heading: string): ColumnKey | null | undefined {
  const whole = searchKey(heading);
  const bare = searchKey(heading.replace(/\([^)]*\)|\*/g, ' '));
  const found = byHeading.get(whole) ?? byHeading.get(bare) ?? bilingual(heading);
  if (found !== undefined) return found;
  return passedOver.has(whole) || passedOver.has(bare) ? null : undefined;
}

/** `Họ và tên / Full name` */
function bilingual(heading: string): ColumnKey | undefined {
  const found = heading.split(/\/|\n/).map((part) => byHeading.get(searchKey(part)));
  return found.length > 1 ? found.find((one) => one !== undefined) : undefined;
}

export const headings: readonly string[] = columns.flatMap(({ vi, also }) => [vi, ...also]);

export function headingOf(key: ColumnKey): string {
  return columns.find((column) => column.key === key)!.vi;
}

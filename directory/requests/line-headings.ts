import type { PostKind } from '#directory/org/tables.ts';
import type { LineColumn, LineEvent } from './request-line.ts';

/** The columns of a list as a file, in their order: what programs call them, and the heading people write them under. */
export const headings = {
  do: 'Việc',
  person: 'Người (địa chỉ thư, họ tên hay #số)',
  name: 'Họ và tên mới',
  family: 'Họ (khi có hơn một chữ)',
  givenFirst: 'Tên đứng trước họ',
  birthDate: 'Ngày sinh',
  isNamesake: 'Là người khác trùng tên',
  unit: 'Đơn vị',
  post: 'Chức vụ',
  kind: 'Loại chức vụ',
  capacity: 'Hình thức giữ chức vụ',
  main: 'Là chức vụ chính',
  until: 'Giữ đến hết ngày',
  ifHeaded: 'Nếu đã có người đứng đầu',
  from: 'Thôi ở đơn vị',
  address: 'Hộp thư mong muốn',
  on: 'Ngày hiệu lực',
  reason: 'Căn cứ',
} as const satisfies Readonly<Record<LineColumn, string>>;

/** What people call the column of a problem. */
export const headingOf = (column: LineColumn | null): string | null => (column === null ? null : headings[column]);

/** Words for what is chosen from a list; the first of each is the one that a template offers. Marks and case do not matter. */
export const words = {
  do: {
    recruit: ['Tuyển dụng', 'Tiếp nhận', 'Cấp mới'],
    appoint: ['Bổ nhiệm', 'Kiêm nhiệm', 'Giao nhiệm vụ'],
    transfer: ['Điều động', 'Luân chuyển', 'Biệt phái'],
    relieve: ['Thôi giữ chức vụ', 'Miễn nhiệm'],
    leave: ['Thôi công tác', 'Nghỉ hưu', 'Thôi việc', 'Chuyển công tác đi'],
    suspend: ['Tạm đình chỉ', 'Khoá', 'Nghỉ dài ngày'],
    return: ['Trở lại', 'Trở lại công tác', 'Mở khoá'],
    rename: ['Đổi tên', 'Đổi họ tên'],
  } satisfies Readonly<Record<LineEvent, readonly string[]>>,
  kind: {
    head: ['Đứng đầu', 'Thủ trưởng'],
    deputy: ['Cấp phó', 'Phó'],
    clerk: ['Văn thư'],
    staff: ['Cán bộ', 'Chuyên viên', 'Nhân viên'],
  } satisfies Readonly<Record<PostKind, readonly string[]>>,
  capacity: { full: ['Chính thức'], acting: ['Quyền'], 'in-charge': ['Phụ trách'] },
  ifHeaded: { refuse: ['Không nhận'], replace: ['Thay thế'], deputy: ['Làm cấp phó'], beside: ['Song song'] },
} as const satisfies Readonly<Partial<Record<LineColumn, Readonly<Record<string, readonly string[]>>>>>;

/** Columns that are either so or not. */
export const flags: ReadonlySet<LineColumn> = new Set<LineColumn>(['givenFirst', 'isNamesake', 'main']);
export const days: ReadonlySet<LineColumn> = new Set<LineColumn>(['birthDate', 'until', 'on']);

import { accountsVi } from '../accounts/wording-vi.ts';
import { announcementsVi } from '../announcements/wording-vi.ts';
import { auditVi } from '../audit/wording-vi.ts';
import { bulkVi } from '../bulk/wording-vi.ts';
import { calendarVi } from '../calendar/wording-vi.ts';
import { certificatesVi } from '../certificates/wording-vi.ts';
import { chartsVi } from '../charts/wording-vi.ts';
import { correctionsVi } from '../corrections/wording-vi.ts';
import { dashboardVi } from '../dashboard/wording-vi.ts';
import { dutiesVi } from '../duties/wording-vi.ts';
import { eventsVi } from '../events/wording-vi.ts';
import { meVi } from '../me/wording-vi.ts';
import { myUnitVi } from '../my-unit/wording-vi.ts';
import { outagesVi } from '../outages/wording-vi.ts';
import { peopleVi } from '../people/wording-vi.ts';
import { plansVi } from '../plans/wording-vi.ts';
import { queueVi } from '../queue/wording-vi.ts';
import { reorganiseVi } from '../reorganise/wording-vi.ts';
import { reportsVi } from '../reports/wording-vi.ts';
import { requestsVi } from '../requests/wording-vi.ts';
import { rolesVi } from '../roles/wording-vi.ts';
import { sessionVi } from '../session/wording-vi.ts';
import { settingsVi } from '../settings/wording-vi.ts';
import { shellVi } from '../shell/wording-vi.ts';
import { unitsVi } from '../units/wording-vi.ts';

/** What all pages say, in Vietnamese; every other language has the same (`Wording`). What one room says stands in the room. */
export const vi = {
  product: 'Công Thư',
  close: 'Đóng',
  cancel: 'Bỏ qua',
  save: 'Lưu',
  next: 'Tiếp tục',
  back: 'Quay lại',
  copy: 'Sao chép',
  copied: 'Đã sao chép',
  retry: 'Thử lại',
  loading: 'Đang tải…',
  dayField: {
    day: 'ngày/tháng/năm',
    moment: 'ngày/tháng/năm giờ:phút',
    choose: 'Chọn trong lịch',
    noDay: 'Ghi ngày như 31/12/2026',
    noMoment: 'Ghi ngày giờ như 31/12/2026 07:30',
  },
  more: 'Xem thêm',
  none: 'Không có',
  all: 'Tất cả',
  today: 'hôm nay',
  until: 'đến hết',
  from: 'từ',
  skipToContent: 'Đến nội dung chính',
  offline: 'Mất kết nối máy chủ. Đang thử kết nối lại; trang sẽ tự cập nhật khi có kết nối.',
  errorId: (id: string) => `Mã lỗi để báo quản trị: ${id}`,
  somethingWrong: 'Có lỗi xảy ra',
  noServer: 'Không kết nối được với máy chủ',
  pageNotFound: 'Không có trang này',
  pageNotFoundHelp: 'Địa chỉ có thể đã đổi. Hãy tìm bằng Ctrl K, hoặc về trang đầu.',
  toStart: 'Về trang đầu',
  language: 'Ngôn ngữ',
  ...calendarVi,
  ...certificatesVi,
  ...reorganiseVi,
  ...bulkVi,
  ...reportsVi,
  ...requestsVi,
  ...rolesVi,
  ...accountsVi,
  ...announcementsVi,
  ...auditVi,
  ...chartsVi,
  ...correctionsVi,
  ...dashboardVi,
  ...dutiesVi,
  ...eventsVi,
  ...meVi,
  ...myUnitVi,
  ...outagesVi,
  ...peopleVi,
  ...plansVi,
  ...queueVi,
  ...sessionVi,
  ...settingsVi,
  ...shellVi,
  ...unitsVi,
};

export type Wording = typeof vi;

/** What the pages of this room say; in English: wording-en.ts. */
export const calendarVi = {
  calendar: {
    title: 'Lịch làm việc',
    lead: 'Ngày nghỉ và ngày làm bù: thời hạn đề nghị, chế độ đọc thư và báo cáo được tính theo đây.',
    year: 'Năm',
    day: 'Ngày',
    what: 'Là ngày',
    off: 'nghỉ',
    worked: 'làm việc',
    name: 'Tên gọi, căn cứ',
    nameExample: 'Nghỉ hoán đổi dịp Quốc khánh, TB 1/TB-UBND',
    byLaw: 'theo luật',
    bySet: 'do quản trị đặt',
    set: 'Đặt ngày',
    clear: 'Bỏ, trở lại theo luật',
    clearQuestion: (day: string) => `Bỏ ngày ${day}? Ngày này sẽ trở lại như luật và lịch tuần quy định; thời hạn được tính lại.`,
    weekdays: ['Chủ nhật', 'Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy'],
    done: 'Đã đặt',
  },
};

/** What the pages of this room say; in English: wording-en.ts. */
export const correctionsVi = {
  corrections: {
    title: 'Đề nghị đính chính',
    lead: 'Cán bộ báo thông tin về mình bị sai. Sửa bằng việc có sẵn (đổi tên, điều động…), rồi trả lời ở đây; người đề nghị nhận thư báo.',
    waiting: 'Đang chờ',
    answered: 'Đã trả lời',
    none: 'Không có đề nghị nào đang chờ.',
    noneAnswered: 'Chưa trả lời đề nghị nào.',
    present: 'Đang ghi',
    wanted: 'Đề nghị sửa thành',
    note: 'Căn cứ',
    askedAt: 'Gửi lúc',
    answeredBy: (who: string, when: string) => `${who} trả lời ${when}`,
    toPerson: 'Mở trang cán bộ để sửa',
    toRename: 'Đổi tên ngay',
    carriedOut: 'Đã sửa',
    refuse: 'Từ chối',
    carriedOutText: (name: string) => `Báo cho ${name} là đã sửa? Hãy sửa xong trong danh bạ trước.`,
    refuseText: (name: string) => `Từ chối đề nghị của ${name}? Lý do sẽ được gửi kèm.`,
    text: 'Trả lời',
    textNeeded: 'Lý do',
  },
};

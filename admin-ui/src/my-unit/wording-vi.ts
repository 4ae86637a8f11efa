/** What the pages of this room say; in English: wording-en.ts. */
export const myUnitVi = {
  myUnit: {
    title: 'Đơn vị của tôi',
    none: 'Bạn không đứng đầu đơn vị nào hôm nay.',
    people: 'Người và chức vụ',
    requests: 'Đề nghị',
    newRequest: 'Lập đề nghị',
    mailbox: 'Hộp thư đơn vị',
    noMailbox: 'Đơn vị chưa có hộp thư.',
    devices: 'Ai dùng trên máy nào',
    delegates: 'Ai được dùng hộp thư này',
    delegatesNone: 'Chỉ có thủ trưởng.',
    head: 'Thủ trưởng đơn vị',
    rights: {
      read: 'đọc',
      organise: 'sắp xếp',
      delete: 'xoá',
      'send-as': 'gửi bằng tên đơn vị',
      'send-on-behalf': 'gửi thay mặt',
      manage: 'uỷ quyền tiếp',
    },
    until: (day: string) => `đến ${day}`,
    page: 'Trang của đơn vị',
    duties: 'Chế độ đọc thư của đơn vị',
  },
};

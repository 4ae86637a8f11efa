/** What is said of an act where people read it. `{target}` stands for what it was done to. */
export interface ActSentence {
  readonly vi: string;
  readonly en: string;
}

/** Every act that is recorded, `noun.verb`, and its sentence: one that is not here does not compile. Names are kept: old entries hold them. */
export const acts = {
  'account.set-password': { vi: 'Đặt mật khẩu của {target}', en: 'Set the password of {target}' },
  'account.create-app-password': { vi: 'Tạo mật khẩu ứng dụng cho {target}', en: 'Made an app password for {target}' },
  'account.hide-capability': { vi: 'Giấu khả năng IMAP với {target}', en: 'Hid capabilities of IMAP from {target}' },
  'account.show-capability': { vi: 'Thôi giấu khả năng IMAP với {target}', en: 'Showed hidden capabilities of IMAP to {target} again' },
  'account.lock': { vi: 'Khoá tài khoản {target}', en: 'Locked the account {target}' },
  'account.set-quota': { vi: 'Đặt hạn mức của hộp thư {target}', en: 'Set what the mailbox {target} may hold' },
  'account.unlock': { vi: 'Mở khoá tài khoản {target}', en: 'Unlocked the account {target}' },
  'account.revoke-app-password': { vi: 'Thu hồi mật khẩu ứng dụng của {target}', en: 'Revoked an app password of {target}' },
  'account.create-token': { vi: 'Tạo khoá truy cập API của {target}', en: 'Made an API token of {target}' },
  'account.revoke-token': { vi: 'Thu hồi khoá truy cập API của {target}', en: 'Revoked an API token of {target}' },
  'account.hold': { vi: 'Lưu giữ hộp thư {target} theo yêu cầu pháp lý', en: 'Put the mailbox {target} under legal hold' },
  'account.release': { vi: 'Thôi lưu giữ hộp thư {target}', en: 'Lifted the legal hold on the mailbox {target}' },
  'address.renew': { vi: 'Đổi địa chỉ {target}', en: 'Renewed the address {target}' },
  'audit.export': { vi: 'Xuất nhật ký kiểm toán {target}', en: 'Exported the audit {target}' },
  'delegation.grant': { vi: 'Uỷ quyền trên hộp thư {target}', en: 'Delegated the mailbox {target}' },
  'delegation.revoke': { vi: 'Thôi uỷ quyền trên hộp thư {target}', en: 'Ended a delegation of the mailbox {target}' },
  'role.grant': { vi: 'Giao vai trò cho {target}', en: 'Gave a role to {target}' },
  'role.revoke': { vi: 'Thu hồi vai trò của {target}', en: 'Took back a role from {target}' },
  'approval.propose': { vi: 'Đề nghị người thứ hai duyệt: {target}', en: 'Proposed for the approval of a second person: {target}' },
  'approval.approve': { vi: 'Duyệt với tư cách người thứ hai: {target}', en: 'Approved as a second person: {target}' },
  'mailbox.open': { vi: 'Mở hộp thư {target}', en: 'Opened the mailbox {target}' },
  'mailbox.read': { vi: 'Đọc thư trong hộp thư {target}', en: 'Read messages of {target}' },
  'mailbox.fetch': { vi: 'Lấy thư hoặc một phần thư từ hộp thư {target}', en: 'Fetched messages of {target}, or parts of them' },
  'mailbox.remove': { vi: 'Xoá hoặc chuyển thư khỏi hộp thư {target}', en: 'Removed messages from {target}' },
  'message.send': { vi: 'Gửi thư với địa chỉ {target}', en: 'Sent mail as {target}' },
  'person.appoint': { vi: 'Bổ nhiệm {target}', en: 'Appointed {target}' },
  'person.transfer': { vi: 'Điều động {target}', en: 'Transferred {target}' },
  'person.leave': { vi: 'Cho thôi công tác {target}', en: 'Ended the service of {target}' },
  'person.suspend': { vi: 'Tạm dừng công tác {target}', en: 'Suspended {target}' },
  'person.return': { vi: 'Cho trở lại công tác {target}', en: 'Brought {target} back to service' },
  'person.lend': { vi: 'Cho người khác đọc hộp thư {target}', en: 'Lent the mailbox {target} to be read' },
  'person.rename': { vi: 'Đổi họ tên của {target}', en: 'Changed the name of {target}' },
  'plan.make': { vi: 'Lập kế hoạch: {target}', en: 'Made the plan: {target}' },
  'plan.carry-out': { vi: 'Thực hiện kế hoạch: {target}', en: 'Carried out the plan: {target}' },
  'plan.cancel': { vi: 'Huỷ kế hoạch: {target}', en: 'Cancelled the plan: {target}' },
  'queue.retry': { vi: 'Cho gửi lại ngay thư của {target} trong hàng đợi', en: 'Had queued mail of {target} tried again at once' },
  'queue.hold': { vi: 'Giữ lại thư của {target} trong hàng đợi', en: 'Held queued mail of {target}' },
  'queue.release': { vi: 'Thôi giữ thư của {target} trong hàng đợi', en: 'Released queued mail of {target}' },
  'queue.cancel': { vi: 'Huỷ thư của {target} trong hàng đợi', en: 'Gave up queued mail of {target}' },
  'session.sign-in': { vi: 'Đăng nhập vào hộp thư {target}', en: 'Signed in to {target}' },
  'session.sign-in-failed': { vi: 'Đăng nhập không được vào hộp thư {target}', en: 'Failed to sign in to {target}' },
  'session.sign-in-blocked': { vi: 'Bị chặn khi đăng nhập vào hộp thư {target}', en: 'Was blocked from signing in to {target}' },
  'unit.create': { vi: 'Lập đơn vị {target}', en: 'Created the unit {target}' },
  'unit.change': { vi: 'Thay đổi đơn vị {target}', en: 'Changed the unit {target}' },
  'unit.merge': { vi: 'Nhập đơn vị {target} vào đơn vị khác', en: 'Merged the unit {target} into another' },
  'unit.split': { vi: 'Tách đơn vị {target}', en: 'Split the unit {target}' },
  'unit.dissolve': { vi: 'Giải thể đơn vị {target}', en: 'Dissolved the unit {target}' },
  'unit.identify': { vi: 'Gán mã định danh cho đơn vị {target}', en: 'Gave the unit {target} an identifier' },
} as const satisfies Readonly<Record<`${string}.${string}`, ActSentence>>;

export type ActName = keyof typeof acts;

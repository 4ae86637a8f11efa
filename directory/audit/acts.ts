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
  'address.renew': { vi: 'Đổi địa chỉ {target}', en: 'Renewed the address {target}' },
  'delegation.grant': { vi: 'Uỷ quyền trên hộp thư {target}', en: 'Delegated the mailbox {target}' },
  'delegation.revoke': { vi: 'Thôi uỷ quyền trên hộp thư {target}', en: 'Ended a delegation of the mailbox {target}' },
  'role.grant': { vi: 'Giao vai trò cho {target}', en: 'Gave a role to {target}' },
  'role.revoke': { vi: 'Thu hồi vai trò của {target}', en: 'Took back a role from {target}' },
  'approval.propose': { vi: 'Đề nghị người thứ hai duyệt: {target}', en: 'Proposed for the approval of a second person: {target}' },
  'approval.approve': { vi: 'Duyệt với tư cách người thứ hai: {target}', en: 'Approved as a second person: {target}' },
  'plan.make': { vi: 'Lập kế hoạch: {target}', en: 'Made the plan: {target}' },
  'plan.carry-out': { vi: 'Thực hiện kế hoạch: {target}', en: 'Carried out the plan: {target}' },
  'plan.cancel': { vi: 'Huỷ kế hoạch: {target}', en: 'Cancelled the plan: {target}' },
  'unit.create': { vi: 'Lập đơn vị {target}', en: 'Created the unit {target}' },
  'unit.change': { vi: 'Thay đổi đơn vị {target}', en: 'Changed the unit {target}' },
  'unit.merge': { vi: 'Nhập đơn vị {target} vào đơn vị khác', en: 'Merged the unit {target} into another' },
  'unit.split': { vi: 'Tách đơn vị {target}', en: 'Split the unit {target}' },
  'unit.dissolve': { vi: 'Giải thể đơn vị {target}', en: 'Dissolved the unit {target}' },
  'unit.identify': { vi: 'Gán mã định danh cho đơn vị {target}', en: 'Gave the unit {target} an identifier' },
} as const satisfies Readonly<Record<`${string}.${string}`, ActSentence>>;

export type ActName = keyof typeof acts;

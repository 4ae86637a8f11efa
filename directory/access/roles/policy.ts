import type { InBoth } from '#kernel/refusal.ts';
import type { Right } from '../rights.ts';
import type { Role } from './role.ts';

/**
 * How far a role reaches: everything; the unit it was given for and what stands below; the unit that is headed, or its mailbox alone and not
 * those of its people; the own account; nothing.
 * A target that several units share (a person with several posts) must be within reach in all of them.
 */
export type Reach = 'everywhere' | 'subtree' | 'own-unit' | 'unit-mailbox' | 'self' | 'no';

interface Policy extends InBoth, Readonly<Record<Role, Reach>> {
  /** A right on the target's mailbox that suffices too, whoever has it (REQ-DEL-2). */
  readonly right?: Right;
}

const everybody = {
  operator: 'everywhere',
  'unit-administrator': 'everywhere',
  auditor: 'everywhere',
  'unit-head': 'everywhere',
  staff: 'everywhere',
} as const;
const operatorOnly = { operator: 'everywhere', 'unit-administrator': 'no', auditor: 'no', 'unit-head': 'no', staff: 'no' } as const;
const administrators = { ...operatorOnly, 'unit-administrator': 'subtree' } as const;
const ownerOnly = { ...operatorOnly, operator: 'no', staff: 'self' } as const;
const ownerAndHead = { ...ownerOnly, 'unit-head': 'unit-mailbox' } as const;

/** Every act that must be allowed, and whose it is. What is not here is refused. */
export const policy = {
  'directory.read': { vi: 'xem danh bạ', en: 'read the directory', ...everybody },
  'directory.write': { vi: 'sửa danh bạ', en: 'correct the directory', ...administrators },
  'correction.answer': { vi: 'trả lời đề nghị đính chính', en: 'answer a request for correction', ...administrators },
  'request.read': { vi: 'xem đề nghị', en: 'look at requests', ...administrators, auditor: 'everywhere', 'unit-head': 'own-unit' },
  'request.make': { vi: 'lập đề nghị', en: 'make a request', ...administrators, 'unit-head': 'own-unit' },
  'request.endorse': { vi: 'xét đề nghị', en: 'endorse a request', ...administrators },
  'post.write': { vi: 'lập và sửa vị trí', en: 'define posts', ...administrators },
  'plan.read': { vi: 'xem kế hoạch', en: 'read plans', ...operatorOnly, auditor: 'everywhere' },
  'plan.make': { vi: 'lập kế hoạch', en: 'make a plan', ...operatorOnly },
  'plan.carry-out': { vi: 'thực hiện kế hoạch', en: 'carry out a plan', ...operatorOnly },
  'plan.cancel': { vi: 'huỷ kế hoạch', en: 'cancel a plan', ...operatorOnly },
  // Whoever heads a unit has its mailbox.
  'head.appoint': { vi: 'giao đứng đầu đơn vị', en: 'appoint a head', ...operatorOnly },
  'account.read': { vi: 'xem tài khoản', en: 'look at an account', ...administrators, auditor: 'everywhere', staff: 'self' },
  'account.lock': { vi: 'khoá tài khoản', en: 'lock an account', ...administrators },
  'account.unlock': { vi: 'mở khoá tài khoản', en: 'unlock an account', ...administrators },
  'account.delete': { vi: 'xoá tài khoản', en: 'delete an account', ...operatorOnly },
  'account.hold': { vi: 'giữ tài khoản theo pháp luật', en: 'put an account under legal hold', ...operatorOnly },
  'account.set-quota': { vi: 'đặt hạn mức hộp thư', en: 'set what a mailbox may hold', ...operatorOnly },
  'password.change': { vi: 'đổi mật khẩu của mình', en: 'change the own password', ...ownerOnly },
  'password.reset': { vi: 'đặt lại mật khẩu', en: 'reset a password', ...administrators },
  'second-factor.change': { vi: 'đặt, đổi, bỏ yếu tố xác thực thứ hai của mình', en: 'change the own second factor', ...ownerOnly },
  'second-factor.reset': { vi: 'gỡ yếu tố xác thực thứ hai', en: 'remove a second factor', ...administrators },
  'sso.unlink': { vi: 'bỏ liên kết đăng nhập một lần (SSO)', en: 'take away a single sign-on link', ...administrators, staff: 'self' },
  // Whoever makes one sees it, and it opens the mailbox: not even the operator makes one for somebody else.
  'app-password.make': { vi: 'tạo mật khẩu ứng dụng', en: 'make an app password', ...ownerOnly },
  'app-password.revoke': { vi: 'thu hồi mật khẩu ứng dụng', en: 'revoke an app password', ...administrators, staff: 'self' },
  // All that is kept of somebody, in one file.
  'own-data.export': { vi: 'tải dữ liệu cá nhân của mình', en: 'have the own data', ...ownerOnly },
  'correction.ask': { vi: 'đề nghị đính chính thông tin của mình', en: 'ask for a correction of the own data', ...ownerOnly },
  // A program with it does whatever its owner may.
  'token.make': { vi: 'tạo khoá truy cập API', en: 'make an API token', ...ownerOnly },
  'token.revoke': { vi: 'thu hồi khoá truy cập API', en: 'revoke an API token', ...administrators, staff: 'self' },
  'mail.read': { vi: 'đọc hộp thư', en: 'read the mailbox', ...ownerOnly, right: 'read' },
  'mail.organise': { vi: 'sắp xếp hộp thư', en: 'organise the mailbox', ...ownerOnly, right: 'organise' },
  'mail.delete': { vi: 'xoá thư trong hộp thư', en: 'delete from the mailbox', ...ownerOnly, right: 'delete' },
  'mail.send-as': { vi: 'gửi thư bằng tên hộp thư', en: 'send as the mailbox', ...ownerOnly, right: 'send-as' },
  'mail.send-on-behalf': { vi: 'gửi thư thay mặt', en: 'send on behalf of the mailbox', ...ownerOnly, right: 'send-on-behalf' },
  // The operator reads nobody's mail by being operator: that takes a delegation, which has a name, a reason and an end.
  'mail.open': { vi: 'giao quyền xem hộp thư của người khác', en: "open another's mailbox", ...operatorOnly },
  'delegation.manage': { vi: 'uỷ quyền hộp thư', en: 'delegate the mailbox', ...ownerAndHead, right: 'manage' },
  'delegation.end': { vi: 'chấm dứt uỷ quyền', en: 'end a delegation', ...ownerAndHead, operator: 'everywhere', right: 'manage' },
  'device.read': {
    ...{ vi: 'xem thiết bị và lần dùng gần nhất', en: 'see devices and when they were last used', ...administrators },
    ...{ auditor: 'everywhere', staff: 'self' },
  },
  'audit.read': { vi: 'xem nhật ký kiểm toán', en: 'read the audit', ...operatorOnly, auditor: 'everywhere' },
  'calendar.change': { vi: 'đặt ngày nghỉ, ngày làm việc', en: 'set holidays and working days', ...operatorOnly },
  'certificate.read': {
    ...{ vi: 'xem chứng thư số', en: 'look at certificates', ...administrators, auditor: 'everywhere' },
    ...{ 'unit-head': 'own-unit', staff: 'self' },
  },
  // What mail is verified by rests on the register.
  'certificate.manage': { vi: 'quản lý chứng thư số', en: 'keep the register of certificates', ...operatorOnly },
  'duty.read': {
    ...{ vi: 'xem việc thực hiện chế độ đọc thư', en: 'see who meets the duty to read', ...administrators, auditor: 'everywhere' },
    ...{ 'unit-head': 'own-unit', staff: 'self' },
  },
  'outage.read': { vi: 'xem các lần ngừng hoạt động', en: 'see outages', ...everybody },
  'outage.note': { vi: 'ghi nhận ngừng hoạt động', en: 'note an outage', ...operatorOnly },
  'report.read': { vi: 'xem báo cáo', en: 'read reports', ...administrators, auditor: 'everywhere', 'unit-head': 'own-unit' },
  'report.issue': { vi: 'ban hành báo cáo', en: 'issue a report', ...administrators, 'unit-head': 'own-unit' },
  'settings.read': { vi: 'xem cài đặt', en: 'look at the settings', ...operatorOnly, auditor: 'everywhere' },
  'settings.change': { vi: 'đổi cài đặt', en: 'change the settings', ...operatorOnly },
  'announcement.read': { vi: 'xem các thông báo đã đăng', en: 'look at all announcements', ...operatorOnly, auditor: 'everywhere' },
  'announcement.write': { vi: 'đăng thông báo', en: 'make announcements', ...operatorOnly },
  'announcement.mail': { vi: 'gửi thông báo tới các hộp thư', en: 'mail an announcement', ...operatorOnly },
  'status.read': { vi: 'xem tình trạng hệ thống', en: 'see how the services stand', ...operatorOnly, auditor: 'everywhere' },
  'queue.read': { vi: 'xem hàng đợi thư', en: 'look at the queue', ...operatorOnly },
  'queue.change': { vi: 'thay đổi hàng đợi thư', en: 'change the queue', ...operatorOnly },
  'role.read': { vi: 'xem vai trò', en: 'look at roles', ...administrators, auditor: 'everywhere', staff: 'self' },
  'role.grant': { vi: 'giao vai trò', en: 'give a role', ...administrators },
  'role.revoke': { vi: 'thu hồi vai trò', en: 'take back a role', ...administrators, staff: 'self' },
} as const satisfies Readonly<Record<string, Policy>>;

export type AccessAct = keyof typeof policy;
export const accessActs = Object.keys(policy) as AccessAct[];

/** Acts that a right on the mailbox suffices for. */
export type MailboxAct = { [Act in AccessAct]: (typeof policy)[Act] extends { readonly right: Right } ? Act : never }[AccessAct];

/** Acts that nobody does to their own account or for their own good: by these one would raise what one may do, or do without the password. */
export const neverOnOneself: ReadonlySet<AccessAct> = new Set<AccessAct>([
  'role.grant',
  'password.reset',
  'second-factor.reset',
  'mail.open',
  'head.appoint',
  'correction.answer',
]);

/**
 * Acts by which one would come by what the target may do, or stop them: they take roles that cover the target's. So the administrator of a
 * unit resets no password of an operator who has a post there.
 */
export const coversTarget: ReadonlySet<AccessAct> = new Set<AccessAct>([
  'account.lock',
  'account.unlock',
  'account.delete',
  'account.hold',
  'password.reset',
  'second-factor.reset',
  'sso.unlink',
  'app-password.revoke',
  'token.revoke',
  'role.grant',
  'role.revoke',
]);

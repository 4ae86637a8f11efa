import type { EndedAccount } from '#directory/lifecycle/deletion/due-account-sql.ts';
import type { IdleAccount } from '#directory/people/idle-account-sql.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { octetsText } from './octets-text.ts';

/** A line an account: since when it may be deleted, how much it has, and what speaks against it. */
export function dueLines(accounts: readonly EndedAccount[]): readonly string[] {
  const width = Math.max(...accounts.map(({ address }) => address.length));
  return accounts.map((account) => {
    const { address, keptUntil, messages, octets, name } = account;
    const what = `${messages} thư, ${octetsText(octets)}`;
    return [`${address.padEnd(width)}  giữ đến hết / kept until ${keptUntil}`, what, name, ...remarks(account)].join(' · ');
  });
}

/** Accounts that lock soon, as nobody uses them. */
export function idleLines(accounts: readonly IdleAccount[]): readonly string[] {
  return accounts.map(
    ({ address, name, locksOn, usedOn }) => `${address}  sẽ khoá / will lock ${locksOn} · không dùng từ / unused since ${usedOn} · ${name}`,
  );
}

function remarks({ isHeld, isLent, receives, orderedAt }: EndedAccount): readonly string[] {
  return [
    ...(orderedAt === null ? [] : ['đang xoá / being deleted']),
    ...(isHeld ? ['lưu giữ theo yêu cầu pháp lý: không xoá / legal hold: not deleted'] : []),
    ...(isLent ? ['có người được đọc / somebody may read it'] : []),
    ...(receives.length === 0 ? [] : ['còn nhận thư / still receives']),
  ];
}

/** Exactly what goes, and what stays. */
export function previewLines(account: EndedAccount): readonly string[] {
  const { address, name, endedOn, keptUntil, messages, octets, receives, isLent } = account;
  return [
    `${name} <${address}>: kết thúc / ended ${endedOn}, giữ đến hết / kept until ${keptUntil}`,
    `  Xoá hẳn: ${messages} thư (${octetsText(octets)}) và thư đã xoá còn lưu, mọi thư mục, mật khẩu, mật khẩu ứng dụng, uỷ quyền trên hộp thư`,
    `  Deleted for good: ${messages} messages (${octetsText(octets)}) and expunged ones still kept, all folders, passwords, app passwords, delegations on it`,
    ...receives.map(({ address: one, until }) => {
      const [vi, en] =
        until === null ? ['mãi mãi', 'for ever'] : [`đến ${vietnamDate(new Date(until))}`, `until ${vietnamDate(new Date(until))}`];
      return `  ${one} đang nhận thư ${vi}: sẽ bị từ chối / receives mail ${en}: it will be refused`;
    }),
    ...(isLent ? ['  Có người đang được đọc hộp thư này: sẽ mất quyền / somebody may read this mailbox, and will lose it'] : []),
    '  Còn lại: tên và lịch sử công tác, địa chỉ (không cấp cho ai khác), nhật ký kiểm toán',
    '  What stays: name and service, the addresses (never given to anybody else), the audit',
  ];
}

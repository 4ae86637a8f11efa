import type { AddressNotice } from './address-notice-sql.ts';

export function subjectOf({ present }: AddressNotice): string {
  return `Địa chỉ thư mới / New mail address: ${present}`;
}

/** What whoever has a new address needs to know of it, Vietnamese first; lines end in \n. */
export function textOfNotice(notice: AddressNotice): string {
  return [...inVietnamese(notice), '', '* * *', '', ...inEnglish(notice), ''].join('\n');
}

function inVietnamese({ owner, name, plan, effectiveOn, present, former, formerUntil }: AddressNotice): readonly string[] {
  const whose = owner === 'unit' ? 'hộp thư của đơn vị' : 'hộp thư của ông/bà';
  const [lasting, signingIn] =
    formerUntil === null
      ? ['không thời hạn', 'đăng nhập bằng địa chỉ cũ hay mới đều được, mật khẩu như trước.']
      : [
          `đến hết ngày ${formerUntil}`,
          `đến hết ngày ${formerUntil}, đăng nhập bằng địa chỉ cũ hay mới đều được, mật khẩu như trước. Sau ngày đó, tên đăng nhập là địa chỉ mới.`,
        ];
  return [
    `Kính gửi: ${name}`,
    '',
    `Thực hiện “${plan}”, từ ngày ${effectiveOn} ${whose} có địa chỉ mới:`,
    '',
    `    ${present}`,
    '',
    `- Địa chỉ cũ ${former} vẫn nhận thư ${lasting}.`,
    `- Chưa cần đổi gì trong ứng dụng thư: ${signingIn}`,
    '- Thư, thư mục và dữ liệu đã có ở nguyên chỗ.',
    '- Để thư gửi đi mang địa chỉ mới, hãy sửa địa chỉ người gửi trong cài đặt tài khoản của ứng dụng thư.',
  ];
}

function inEnglish({ owner, plan, effectiveOn, present, former, formerUntil }: AddressNotice): readonly string[] {
  const whose = owner === 'unit' ? 'the mailbox of the unit' : 'your mailbox';
  const [lasting, signingIn] =
    formerUntil === null
      ? ['for ever', 'sign in by the old address or the new, with the same password.']
      : [
          `up to and including ${formerUntil}`,
          `up to and including ${formerUntil} sign in by the old address or the new, with the same password; after that day by the new.`,
        ];
  return [
    `By “${plan}” ${whose} has a new address from ${effectiveOn} on:`,
    '',
    `    ${present}`,
    '',
    `- The old address ${former} goes on receiving ${lasting}.`,
    `- Nothing needs changing in your mail program yet: ${signingIn}`,
    '- Mail and folders are where they were.',
    '- For mail to be sent from the new address, change the sender’s address in the settings of your account.',
  ];
}

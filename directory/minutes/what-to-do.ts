import type { PersonDeeds } from '#directory/lifecycle/people/person-deeds.ts';
import { shortDay } from '#directory/official-papers/vietnamese-text.ts';
import type { HandOver } from './hand-overs.ts';
import type { MinutesFacts } from './minutes.ts';
import { certificateStatesIn, endedAccess } from './what-ended.ts';

/** What is left for people to do, in the order in which they do it. No password is among it: that is handed over by itself. */
export function whatToDo(deeds: PersonDeeds, facts: MinutesFacts, handOvers: readonly HandOver[]): readonly string[] {
  const { creates, person, standing } = deeds;
  const received = handOvers.filter(({ to, mailbox }) => to === person.name && mailbox !== person.address);
  const given = handOvers.filter(({ from }) => from === person.name);
  const unitMailboxes = received.filter(({ how }) => how.startsWith('hộp thư đơn vị')).map(({ mailbox }) => mailbox);
  return [
    ...(creates === null
      ? []
      : [
          'Người nhận đăng nhập bằng mật khẩu đầu tiên được giao riêng (không ghi trong biên bản này), đổi mật khẩu ngay và thiết lập bước hai khi đăng nhập.',
        ]),
    ...(standing === 'in-service' ? ['Người nhận đặt mật khẩu mới và tạo lại mật khẩu ứng dụng cho từng thiết bị.'] : []),
    ...(unitMailboxes.length === 0
      ? []
      : [
          `Người nhận mở ${unitMailboxes.join(', ')} trong tài khoản của mình (thư mục “Shared”) và xử lý thư đến chưa giải quyết; hộp thư đơn vị không có mật khẩu riêng.`,
        ]),
    ...(given.some(({ to }) => to === null)
      ? ['Đơn vị chưa có thủ trưởng kế nhiệm: cơ quan chủ quản cử người đọc hộp thư đơn vị cho đến khi có quyết định.']
      : []),
    ...(given.length === 0
      ? []
      : ['Người bàn giao bàn giao công việc, thư và tài liệu chưa giải quyết; không giữ bản sao dữ liệu của cơ quan.']),
    ...addressLines(deeds),
    ...certificateLines(facts),
    ...(standing !== 'left' && endedAccess(facts).length > 0
      ? ['Ủy quyền và mật khẩu ứng dụng đã chấm dứt mà công việc mới còn cần thì lập lại.']
      : []),
  ];
}

function addressLines({ address, autoReply }: PersonDeeds): readonly string[] {
  return [
    ...(address === null
      ? []
      : [
          `Báo địa chỉ mới cho nơi thường liên hệ; địa chỉ cũ ${address.from} ${address.oldUntil === null ? 'vẫn nhận thư' : `nhận thư đến hết ngày ${shortDay(address.oldUntil)}`}.`,
        ]),
    ...(autoReply === undefined ? [] : [`Hệ thống tự trả lời người gửi đến hết ngày ${shortDay(autoReply.until)}.`]),
  ];
}

function certificateLines(facts: MinutesFacts): readonly string[] {
  const states = certificateStatesIn(facts);
  return [
    ...(states.has('to-hand-over')
      ? ['Bàn giao thiết bị lưu khóa bí mật của chứng thư số nêu trên; quản trị ghi nhận khi đã bàn giao.']
      : []),
    ...(states.has('to-revoke') ? ['Đề nghị cơ quan cấp chứng thư số thu hồi chứng thư nêu trên; nộp lại thiết bị lưu khóa.'] : []),
    ...(states.has('to-reissue') ? ['Đề nghị cấp lại chứng thư số theo họ tên, địa chỉ mới.'] : []),
  ];
}

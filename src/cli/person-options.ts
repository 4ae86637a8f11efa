import { type Command, Option } from 'commander';
import type { PostRequest } from '#directory/lifecycle/people/person-request.ts';
import { postKinds } from '#directory/org/tables.ts';
import { postOf } from './person-posts.ts';
import { calendarDate, repeated, withPlanOptions } from './plan-options.ts';

const unitHelp = 'đơn vị: tên, địa chỉ hay #số / name, address or #number';

/** Options of every event in somebody's service. */
export function event(command: Command): Command {
  return withPlanOptions(command)
    .option('--reason <text>', 'căn cứ, như số quyết định / why: the number of the decision')
    .option('--quiet', 'không gửi thư thông báo / tell nobody by mail');
}

export function posts(command: Command): Command {
  return command
    .option('--unit <unit>', unitHelp)
    .option('--post <title>', 'chức vụ / title of the post')
    .addOption(
      new Option('--kind <kind>', 'loại chức vụ / what the post is (default: as the post of that title, else staff)').choices(postKinds),
    )
    .option('--acting', 'quyền / acting')
    .option('--in-charge', 'phụ trách / in charge')
    .option('--until <date>', 'giữ chức vụ đến hết ngày / the last day in the post', calendarDate)
    .option(
      '--also <post>',
      'thêm: "chức vụ | đơn vị [| loại] [| quyền hay phụ trách]" / another: "title | unit | kind | acting"',
      (text: string, before: readonly PostRequest[]) => [...before, postOf(text)],
      [],
    )
    .addOption(
      new Option('--if-headed <how>', 'đơn vị đã có người đứng đầu / what to do about a head in the way')
        .choices(['refuse', 'replace', 'deputy', 'beside'])
        .default('refuse'),
    )
    .option('--join <group>', 'vào nhóm, nêu nhiều lần / a group to join; may be repeated', repeated, []);
}

export function naming(command: Command): Command {
  return command
    .addOption(
      new Option('--addresses <policy>', 'giữ địa chỉ hay cấp địa chỉ mới / keep the address, or renew it by the rule').choices([
        'keep',
        'renew',
      ]),
    )
    .option('--address <name>', 'tên hộp thư chọn bằng tay / a mailbox name chosen by hand')
    .option('--ask', 'trùng tên thì dừng để chọn / stop at a clash for somebody to choose (default: the best proposal)')
    .option(
      '--old-until <date>',
      'địa chỉ cũ nhận thư đến hết ngày / the last day on which the old address receives (default: for ever)',
      calendarDate,
    );
}

/** Parts of a name that cannot be guessed. */
export function withName(command: Command): Command {
  return command
    .option('--family <text>', 'họ, khi có hơn một chữ / the family name, where it has more than one word: "Âu Dương"')
    .option('--given-first', "tên đứng trước họ, như H'Hen Niê / the given name comes first");
}

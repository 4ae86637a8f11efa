import type { Command } from 'commander';
import type { PersonRequest, PostRequest } from '#directory/lifecycle/people/person-request.ts';
import type { Capacity, PostKind } from '#directory/org/tables.ts';
import { personPlans } from '#wiring/plan-deps.ts';
import { type CommonOptions, wholeNumber } from './common-options.ts';
import { addPersonFacts } from './person-facts.ts';
import { addPersonHold } from './person-hold.ts';
import { type NameOptions, nameOf } from './person-name-option.ts';
import { event, naming, posts, withName } from './person-options.ts';
import { calendarDate, repeated } from './plan-options.ts';
import { type PlanOptions, runPlan } from './run-plan.ts';

const personHelp = 'địa chỉ, họ tên đầy đủ hay #số / a person: address, full name or #number';

type Options<More = object> = CommonOptions & PlanOptions & { readonly reason?: string; readonly quiet?: boolean } & More;

interface PostOptions {
  readonly unit?: string;
  readonly post?: string;
  readonly kind?: PostKind;
  readonly acting?: boolean;
  readonly inCharge?: boolean;
  readonly until?: string;
  readonly also: readonly PostRequest[];
  readonly ifHeaded: 'refuse' | 'replace' | 'deputy' | 'beside';
  readonly join: readonly string[];
}

interface NamingOptions {
  readonly addresses?: 'keep' | 'renew';
  readonly address?: string;
  readonly ask?: boolean;
  readonly oldUntil?: string;
}

export function addPerson(program: Command): void {
  const person = program.command('person').description('cán bộ: xem, bổ nhiệm, điều động, thôi công tác / people and what becomes of them');
  addPersonFacts(person);
  addPosts(person);
  addLeaving(person);
  addPersonHold(person);
  naming(withName(event(person.command('rename').description('đổi hoặc sửa họ tên / change or correct the name'))))
    .argument('<person>', personHelp)
    .argument('<name>', 'họ tên mới / the new name')
    .action((of: string, name: string, options: Options<NameOptions & NamingOptions>) =>
      act({ do: 'rename', person: of, name: nameOf(name, options), ...namingOf(options) }, options),
    );
}

function addPosts(person: Command): void {
  posts(naming(withName(event(person.command('appoint').description('bổ nhiệm, kiêm nhiệm, giao quyền / put somebody into posts')))))
    .argument('<person>', `${personHelp}; với --new: họ tên người mới / with --new: the name of somebody new`)
    .option('--new', 'người mới, cấp hộp thư / somebody new, who gets a mailbox')
    .option('--born <date>', 'ngày sinh của người mới / date of birth of somebody new', calendarDate)
    .option('--namesake', 'là người khác, chỉ trùng tên / somebody else of that name is known, and this is not that person')
    .option('--main', 'chức vụ đầu thành chức vụ chính / the first post becomes the main one')
    .action((of: string, options: Options<PostOptions & NamingOptions & NameOptions & NewOptions>) => {
      const { main = false, born: birthDate, namesake: isNamesake } = options;
      const who = options.new === true ? { name: nameOf(of, options), birthDate, isNamesake } : of;
      return act({ do: 'appoint', person: who, main, ...postsOf(options), ...namingOf(options) }, options);
    });
  posts(naming(event(person.command('transfer').description('điều động / end posts and begin others'))))
    .argument('<person>', personHelp)
    .option('--from <unit>', 'chỉ thôi chức vụ ở đơn vị này, nêu nhiều lần / end only posts in this unit; may be repeated', repeated, [])
    .option('--auto-reply', 'ai gửi đến địa chỉ cũ được trả lời với địa chỉ mới / who writes to the old address is told the new one')
    .option('--reply-until <date>', 'trả lời đến hết ngày / the last day on which senders are answered', calendarDate)
    .action((of: string, options: Options<PostOptions & NamingOptions & ReplyOptions & { from: string[] }>) =>
      act({ do: 'transfer', person: of, from: options.from, ...postsOf(options), ...namingOf(options), ...replyOf(options) }, options),
    );
  event(person.command('relieve').description('thôi giữ chức vụ / end posts, begin none'))
    .argument('<person>', personHelp)
    .option('--from <unit>', 'chỉ ở đơn vị này, nêu nhiều lần / only posts in this unit; may be repeated', repeated, [])
    .action((of: string, options: Options<{ from: string[] }>) =>
      act({ do: 'transfer', person: of, from: options.from, posts: [] }, options),
    );
}

interface NewOptions {
  readonly new?: boolean;
  readonly born?: string;
  readonly namesake?: boolean;
  readonly main?: boolean;
}

function addLeaving(person: Command): void {
  event(person.command('retire').description('nghỉ hưu, thôi việc, chuyển đi / leave: nobody signs in, mail arrives for a while'))
    .argument('<person>', personHelp)
    .option('--receive-until <date>', 'nhận thư đến hết ngày / the last day on which mail is received', calendarDate)
    .option('--keep-days <number>', 'giữ hộp thư bao nhiêu ngày / days until the mailbox may be deleted (default: 90)', wholeNumber)
    .option('--lend-to <reader>', 'cho người này, hoặc người đứng đầu đơn vị này, đọc / who, or the head of which unit, may read it')
    .option('--lend-until <date>', 'đọc đến hết ngày / and until when', calendarDate)
    .option('--no-auto-reply', 'không trả lời tự động người gửi / do not tell senders that the person has left')
    .option('--contact <address>', "địa chỉ thay thế trong thư trả lời / where senders are to write (default: the unit's mailbox)")
    .option('--reply-until <date>', 'trả lời đến hết ngày / the last day on which senders are answered', calendarDate)
    .action((of: string, options: Options<LeavingOptions & ReplyOptions>) => {
      const { receiveUntil, keepDays: keptDays, lendTo: to, lendUntil: until } = options;
      if ((to === undefined) !== (until === undefined)) throw new Error('--lend-to và / and --lend-until: cần cả hai / both are needed');
      const lend = to === undefined ? undefined : { to, until };
      return act({ do: 'leave', person: of, receiveUntil, keptDays, lend, ...replyOf(options) }, options);
    });
  event(person.command('suspend').description('tạm đình chỉ, nghỉ dài ngày / nobody signs in until they return'))
    .argument('<person>', personHelp)
    .option('--until <date>', 'đến hết ngày, rồi tự trở lại / the last day: the person returns the day after', calendarDate)
    .action((of: string, options: Options<{ until?: string }>) => act({ do: 'suspend', person: of, until: options.until }, options));
  event(person.command('return').description('trở lại công tác / end a suspension'))
    .argument('<person>', personHelp)
    .action((of: string, options: Options) => act({ do: 'return', person: of }, options));
  event(
    person
      .command('lend')
      .description('cho đọc hộp thư của người đã thôi hoặc tạm dừng / let somebody read the mailbox of who left or is away'),
  )
    .argument('<person>', personHelp)
    .requiredOption('--to <reader>', 'người đọc, hoặc đơn vị có người đứng đầu đọc / a person, or a unit whose head may read')
    .requiredOption('--until <date>', 'đến hết ngày / the last day', calendarDate)
    .action((of: string, options: Options<{ to: string; until: string }>) =>
      act({ do: 'lend', person: of, to: options.to, until: options.until }, options),
    );
}

interface LeavingOptions {
  readonly receiveUntil?: string;
  readonly keepDays?: number;
  readonly lendTo?: string;
  readonly lendUntil?: string;
}

interface ReplyOptions {
  readonly autoReply?: boolean;
  readonly contact?: string;
  readonly replyUntil?: string;
}

function replyOf({ autoReply = false, contact, replyUntil: until }: ReplyOptions) {
  if (!autoReply && until !== undefined) throw new Error('--reply-until cần / needs --auto-reply');
  return { autoReply: autoReply ? { contact, until } : false };
}

function postsOf({ unit, post: title, kind, acting, inCharge, until, also, ifHeaded, join }: PostOptions) {
  if ((unit === undefined) !== (title === undefined)) throw new Error('--unit và / and --post: cần cả hai / both are needed');
  const capacity: Capacity = acting === true ? 'acting' : inCharge === true ? 'in-charge' : 'full';
  const first = unit === undefined || title === undefined ? [] : [{ unit, title, kind, capacity, until }];
  return { posts: [...first, ...also], ifHeaded, join };
}

function namingOf({ addresses, address, ask, oldUntil }: NamingOptions) {
  return { addresses, address, clashes: ask === true ? 'ask' : undefined, oldAddresses: oldUntil };
}

type Asked = { readonly do: PersonRequest['do'] } & Readonly<Record<string, unknown>>;

function act(asked: Asked, options: Options): Promise<void> {
  // JSON knows nothing of what is undefined: the schema's defaults stand for it.
  const request: unknown = JSON.parse(JSON.stringify({ ...asked, reason: options.reason, notify: options.quiet !== true }));
  return runPlan({ kind: personPlans, request }, options);
}

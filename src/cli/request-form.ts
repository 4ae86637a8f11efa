import { type Command, Option } from 'commander';
import { capacities, postKinds } from '#directory/org/tables.ts';
import { lineEvents, type RequestLine, requestLineSchema } from '#directory/requests/request-line.ts';
import { calendarDate } from './plan-options.ts';

/** One line of a list as options. */
export interface FormOptions {
  readonly do?: RequestLine['do'];
  readonly person?: string;
  readonly name?: string;
  readonly family?: string;
  readonly givenFirst?: boolean;
  readonly born?: string;
  readonly namesake?: boolean;
  readonly in?: string;
  readonly post?: string;
  readonly kind?: string;
  readonly capacity?: string;
  readonly main?: boolean;
  readonly until?: string;
  readonly ifHeaded?: string;
  readonly from?: string;
  readonly address?: string;
  readonly on?: string;
  readonly decision?: string;
}

export function lineForm(command: Command): Command {
  return command
    .addOption(
      new Option('--do <event>', 'việc, cho một dòng không cần tệp / what is asked, for one line without a file').choices(lineEvents),
    )
    .option('--person <person>', 'người: địa chỉ, họ tên hay #số / a person: address, full name or #number')
    .option('--name <name>', 'họ tên người mới, hoặc họ tên mới / the name of somebody new, or the new name')
    .option('--family <text>', 'họ, khi có hơn một chữ / the family name, where it has more than one word')
    .option('--given-first', 'tên đứng trước họ / the given name comes first')
    .option('--born <date>', 'ngày sinh của người mới / date of birth of somebody new', calendarDate)
    .option('--namesake', 'là người khác, chỉ trùng tên / somebody else of that name')
    .option('--in <unit>', 'đơn vị của chức vụ / the unit of the post (default: that which asks)')
    .option('--post <title>', 'chức vụ / title of the post')
    .addOption(new Option('--kind <kind>', 'loại chức vụ / what the post is').choices(postKinds))
    .addOption(new Option('--capacity <capacity>', 'chính thức, quyền, phụ trách / in full, acting, in charge').choices(capacities))
    .option('--main', 'thành chức vụ chính / it becomes the main post')
    .option('--until <date>', 'giữ chức vụ đến hết ngày / the last day in the post', calendarDate)
    .addOption(
      new Option('--if-headed <how>', 'đơn vị đã có người đứng đầu / what to do about a head in the way').choices([
        ...['refuse', 'replace', 'deputy', 'beside'],
      ]),
    )
    .option('--from <unit>', 'chỉ thôi chức vụ ở đơn vị này / only posts in this unit end')
    .option('--address <name>', 'hộp thư mong muốn / the mailbox name wished for')
    .option('--on <date>', 'ngày có hiệu lực / the day it takes effect (default: when it is carried out)', calendarDate)
    .option('--decision <text>', 'căn cứ, như số quyết định / the number of the decision');
}

const lineOptions = [
  ...(['person', 'name', 'family', 'givenFirst', 'born', 'namesake', 'in', 'post', 'kind', 'capacity', 'main'] as const),
  ...(['until', 'ifHeaded', 'from', 'address', 'on', 'decision'] as const),
] satisfies readonly (keyof FormOptions)[];

function dashed(option: string): string {
  return option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The line that the options say; undefined: none. `unit`: where a post is that names no unit. */
export function lineOfForm(options: FormOptions, unit?: string): RequestLine | undefined {
  if (options.do === undefined) {
    const said = lineOptions.find((option) => options[option] !== undefined);
    if (said !== undefined) throw new Error(`--do: cần nói việc gì, đã có --${dashed(said)} / is needed where --${dashed(said)} is given`);
    return undefined;
  }
  const { born: birthDate, namesake: isNamesake, in: within = unit, decision: reason, ...same } = options;
  const { person, name, family, givenFirst, post, kind, capacity, main, until, ifHeaded, from, address, on } = same;
  const all = {
    ...{ do: options.do, person, name, family, givenFirst, birthDate, isNamesake, unit: post === undefined ? options.in : within, post },
    ...{ kind, capacity, main, until, ifHeaded, from, address, on, reason },
  };
  const read = requestLineSchema.safeParse(JSON.parse(JSON.stringify(all)));
  if (read.success) return read.data;
  throw new Error(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('\n'));
}

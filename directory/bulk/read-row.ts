import { personRequestSchema } from '#directory/lifecycle/people/person-request.ts';
import { checkLocalPart } from '#directory/naming/local-part.ts';
import { type PersonName, personName, splitPersonName } from '#directory/naming/person-name.ts';
import { textInBoth } from '#kernel/refusal.ts';
import type { EventRow, Recruit } from './bulk-request.ts';
import { actWords, capacityWords, kindWords, type RowAct, wordOf, yesWords } from './row-acts.ts';
import type { RowReader } from './row-reader.ts';

/** What one row asks for; undefined: something is wrong with it, which is noted. */
export function readRow(row: RowReader): Recruit | EventRow | undefined {
  const act = row.word('act', actWords, 'recruit' as const);
  if (act === undefined) return undefined;
  return act === 'recruit' ? readRecruit(row) : readEvent(row, act);
}

function readRecruit(row: RowReader): Recruit | undefined {
  const name = readName(row, 'recruit');
  const birthDate = row.day('birthDate');
  row.read.dates = { birthDate: birthDate ?? null, until: null };
  const post = readPost(row, 'recruit');
  const wanted = readWanted(row);
  const isNamesake = row.word('namesake', yesWords, false);
  const reason = row.text('reason');
  const who = row.text('who');
  if (who !== undefined && who !== '')
    row.note(
      'who',
      'not-new',
      `người mới chưa có địa chỉ: bỏ trống “${who}”, hoặc ghi Việc là ${wordOf(actWords, 'appoint')}`,
      `somebody new has no address yet: leave out “${who}”, or let the act be ${wordOf(actWords, 'appoint')}`,
    );
  if (name === undefined || birthDate === undefined || post === undefined || wanted === undefined) return undefined;
  if (isNamesake === undefined || reason === undefined || who !== '') return undefined;
  return {
    row: row.number,
    name: { ...name, order: name.order ?? 'family-first' },
    birthDate,
    ...post,
    wanted,
    isNamesake,
    reason: reason === '' ? null : reason,
  };
}

type Post = Pick<Recruit, 'unit' | 'title' | 'kind' | 'capacity' | 'until'>;

function readPost(row: RowReader, act: RowAct): Post | undefined {
  const unit = row.needed('unit', wordOf(actWords, act));
  const above = row.text('above');
  const named = unit === undefined || above === undefined || above === '' || /[@#<]/.test(unit) ? unit : `${unit} < ${above}`;
  row.read.unit = named;
  const title = row.needed('title', wordOf(actWords, act));
  const kind = row.word('kind', kindWords, null);
  const capacity = row.word('capacity', capacityWords, 'full' as const);
  const until = row.day('until');
  row.read.dates = { ...row.read.dates, until: until ?? null };
  if (named === undefined || above === undefined || title === undefined) return undefined;
  if (kind === undefined || capacity === undefined || until === undefined) return undefined;
  return { unit: named, title, kind, capacity, until };
}

/** In one column, or in two. */
function readName(row: RowReader, act: RowAct): PersonName | undefined {
  const whole = row.text('name');
  const familyMiddle = row.text('familyMiddle');
  const given = row.text('given');
  if (whole === undefined || familyMiddle === undefined || given === undefined) return undefined;
  if (whole === '' && given === '') {
    row.needed('name', wordOf(actWords, act));
    return undefined;
  }
  const [family = '', ...middle] = familyMiddle.split(' ');
  const typed = (text: string) => (row.encoding === 'tcvn3' || isShouted(whole === '' ? given : whole) ? withCapitals(text) : text);
  const read =
    whole !== ''
      ? splitPersonName(typed(whole))
      : personName({ family: typed(family), middle: typed(middle.join(' ')), given: typed(given) });
  if (read.ok) return read.value;
  const shown = whole === '' ? `${familyMiddle} ${given}` : whole;
  row.note('name', 'bad-name', `“${shown}” không thành họ tên: ${read.refusal.message}`, `“${shown}” is no name: ${read.refusal.message}`);
  return undefined;
}

/** NGUYỄN VĂN ANH: a way of writing lists, not names. */
function isShouted(name: string): boolean {
  return /\p{Lu}.*\p{Lu}/u.test(name) && !/\p{Ll}/u.test(name);
}

/** Each word with a capital first: H'HEN NIÊ is H'Hen Niê. TCVN3 has none with tones, so that Ánh comes as ánh. */
function withCapitals(name: string): string {
  const quiet = isShouted(name) ? name.toLowerCase() : name;
  return quiet.replace(/(?<![\p{L}\p{M}])\p{Ll}/gu, (letter) => letter.toUpperCase());
}

function readWanted(row: RowReader): string | null | undefined {
  const text = row.text('wanted');
  if (text === undefined || text === '') return text === '' ? null : undefined;
  const wanted = text.toLowerCase();
  if (checkLocalPart(wanted).ok) return wanted;
  row.note(
    'wanted',
    'bad-choice',
    `“${text}” không dùng làm tên hộp thư được: chỉ phần trước @, chữ a-z, số và dấu chấm`,
    `“${text}” is no name for a mailbox: the part before @ alone, a-z, digits and dots`,
  );
  return undefined;
}

function readEvent(row: RowReader, act: Exclude<RowAct, 'recruit'>): EventRow | undefined {
  const who = row.needed('who', wordOf(actWords, act));
  const person = who !== undefined && /^\d+$/.test(who) ? `#${who}` : who;
  row.read.person = person;
  const reason = row.text('reason');
  const more = detailsOf(row, act);
  if (person === undefined || reason === undefined || more === undefined) return undefined;
  // Whoever is in the table is told with everybody else, by the batch.
  const common = { person, notify: false, ...(reason === '' ? {} : { reason }) };
  const read = personRequestSchema.safeParse({ do: act === 'relieve' ? 'transfer' : act, ...common, ...more });
  if (read.success) return { row: row.number, request: read.data };
  for (const issue of read.error.issues) row.note('act', 'bad-row', textInBoth({ vi: issue.message, en: issue.message }), issue.message);
  return undefined;
}

function detailsOf(row: RowReader, act: Exclude<RowAct, 'recruit'>): object | undefined {
  if (act === 'relieve') return { posts: [] };
  if (act === 'rename') {
    const name = readName(row, act);
    return name && { name: { ...name, order: name.order ?? 'family-first' } };
  }
  if (act === 'suspend') {
    const until = row.day('until');
    return until === undefined ? undefined : until === null ? {} : { until };
  }
  if (act !== 'appoint' && act !== 'transfer') return {};
  const post = readPost(row, act);
  const wanted = readWanted(row);
  if (post === undefined || wanted === undefined) return undefined;
  const { unit, title, kind, capacity, until } = post;
  const seat = { unit, title, capacity, ...(kind === null ? {} : { kind }), ...(until === null ? {} : { until }) };
  return { posts: [seat], ...(wanted === null ? {} : { address: wanted }) };
}

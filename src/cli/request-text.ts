import type { CarriedOut } from '#directory/requests/carry-out-request.ts';
import type { CheckedList } from '#directory/requests/check-lines.ts';
import type { ChangedLine } from '#directory/requests/correct-request.ts';
import { lineStateNames, lineText } from '#directory/requests/line-text.ts';
import type { RequestDone } from '#directory/requests/request.ts';
import type { RequestLine } from '#directory/requests/request-line.ts';
import type { ListedLine, ListedRequest, ListedStep, RequestInFull } from '#directory/requests/request-page-sql.ts';
import { stateNames } from '#directory/requests/rules.ts';
import type { RecordedStep } from '#directory/requests/tables.ts';
import { textInBoth } from '#kernel/refusal.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';

export function requestLine({ id, state, unit, title, atUnit, lines, dueOn }: ListedRequest): string {
  const where = atUnit === null ? '' : ` (${atUnit})`;
  const due = dueOn === null ? '' : `  hạn / due ${dueOn}`;
  return `${String(id).padStart(5)}  ${textInBoth(stateNames[state])}${where}${due}  ${unit}: ${title} [${lines}]`;
}

export function requestText(request: RequestInFull): string {
  const { lines, history, parts } = request;
  return [
    requestLine({ ...request, lines: lines.filter(({ state }) => state !== 'struck').length }).trimStart(),
    `bản / version ${request.version}, lập / made ${vietnamDate(request.madeAt)}, ${request.madeBy ?? 'máy chủ / console'}`,
    '',
    ...lines.flatMap(listedLine),
    ...(parts.length === 0
      ? []
      : ['', 'Gộp từ / gathered from', ...parts.map(({ id, unit, state }) => `  ${id}  ${unit}: ${stateNames[state].vi}`)]),
    '',
    'Các bước / steps',
    ...history.flatMap((step) => [stepLine(step), ...changeLines(step)]),
  ].join('\n');
}

function listedLine({ number, asked, state, problems, result, planState }: ListedLine): readonly string[] {
  const now = state === 'planned' && planState !== 'planned' ? `, kế hoạch / plan ${planState}` : '';
  return [
    `  ${String(number).padStart(3)}. ${lineText(asked)}: ${textInBoth(lineStateNames[state])}${now}${result === null ? '' : ` <${result.address}>`}`,
    ...(problems ?? []).map((problem) => `       ! ${textInBoth(problem)}`),
  ];
}

const stepNames: Readonly<Record<RecordedStep, string>> = {
  make: 'lập / made',
  submit: 'gửi lại / submitted again',
  correct: 'sửa / corrected',
  return: 'trả lại / returned',
  gather: 'gộp / gathered',
  endorse: 'xác nhận / endorsed',
  'carry-out': 'thực hiện / carried out',
  refuse: 'từ chối / refused',
  withdraw: 'rút / withdrawn',
  release: 'thôi gộp / let go',
};

function stepLine({ version, at, step, by, asUnit, toUnit, toState, dueOn, reason }: ListedStep): string {
  const late = dueOn !== null && vietnamDate(at) > dueOn ? `, quá hạn / late: ${dueOn}` : '';
  const who = `${by ?? 'máy chủ / console'}${asUnit === null ? '' : ` (${asUnit})`}`;
  const to = `${stateNames[toState].vi}${toUnit === null ? '' : `: ${toUnit}`}`;
  return `  ${String(version).padStart(3)}  ${vietnamDate(at)}  ${stepNames[step]}  ${who}${late} → ${to}${reason === null ? '' : `  “${reason}”`}`;
}

/** Of a correction, line by line what was asked before and after. */
function changeLines({ step, changes }: ListedStep): readonly string[] {
  if (step !== 'correct' && step !== 'submit') return [];
  const said = (asked: RequestLine | null) => (asked === null ? '—' : lineText(asked));
  return (changes as readonly ChangedLine[]).map(({ line, before, after }) => `         ${line}. ${said(before)} ⇒ ${said(after)}`);
}

/** What a step came to. */
export function doneText({ id, state, dueOn, version }: RequestDone): string {
  const due = dueOn === null ? '' : `, hạn / due ${dueOn}`;
  return `Đề nghị / request ${id}: ${textInBoth(stateNames[state])}${due} (bản / version ${version})`;
}

export function checkedText({ lines }: CheckedList): string {
  return lines
    .flatMap(({ number, asked, title, summary }) => [
      `${String(number).padStart(3)}. ${title === null ? lineText(asked) : textInBoth(title)}`,
      ...summary.map(({ vi }) => `       • ${vi}`),
    ])
    .join('\n');
}

export function carriedOutText({ lines }: CarriedOut): string {
  return lines
    .flatMap(({ number, asked, state, problems, result, planId }) => [
      `${String(number).padStart(3)}. ${lineText(asked)}: ${textInBoth(lineStateNames[state])}${planId === null ? '' : `, kế hoạch / plan ${planId}`}`,
      ...(result === null ? [] : [`       ${result.name} <${result.address}>`]),
      ...(problems ?? []).map((problem) => `       ! ${textInBoth(problem)}`),
    ])
    .join('\n');
}

/** Stands below what a step would come to. */
export const previewNote = 'Xem trước: chưa có gì thay đổi / preview: nothing was changed';

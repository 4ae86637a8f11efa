import type { TableEncoding } from '#directory/bulk/decode-text.ts';
import type { CheckedList } from '#directory/requests/check-lines.ts';
import { correctRequest, type LineChange } from '#directory/requests/correct-request.ts';
import { type AskedRequest, type MadeRequest, makeRequest, previewRequest } from '#directory/requests/make-request.ts';
import type { FiledLine } from '#directory/requests/read-line-file.ts';
import { titleSchema } from '#directory/requests/request-line.ts';
import { readRequest } from '#directory/requests/request-page-sql.ts';
import type { RequestId } from '#kernel/ids.ts';
import { ok } from '#kernel/result.ts';
import type { OpenedForCommand } from '#wiring/open-for-command.ts';
import { actingPerson } from './acting.ts';
import { lineProblemsText, readFileOfLines } from './request-file.ts';
import { type FormOptions, lineOfForm } from './request-form.ts';
import { oneLineOption, type RequestOptions, runRequest, stepOf, told } from './request-run.ts';
import { checkedText, doneText, previewNote } from './request-text.ts';
import { theUnit } from './unit-facts.ts';

interface FileOptions {
  readonly file?: string;
  readonly encoding?: TableEncoding;
}

type MakeOptions = RequestOptions<FormOptions & { unit: string; title?: string; dryRun?: boolean } & FileOptions>;

export function make(options: MakeOptions): Promise<void> {
  return runRequest(options, async ({ opened, deps, today }) => {
    const lines = await linesOf(options);
    const unitId = await theUnit(opened.database, options.unit);
    const actorAccountId = await actingPerson(opened, options);
    const title = options.title === undefined ? undefined : oneLineOption('--title', titleSchema, options.title);
    const asked: AskedRequest = { actorAccountId, unitId, title, today, lines: lines.map(({ line }) => line) };
    if (options.dryRun !== true) return told(await makeRequest(deps, asked), (done) => madeText(done, lines), lines);
    const seen = await previewRequest(deps, asked);
    if (seen.ok && seen.value.problems.length > 0) process.exitCode = 1;
    const text = seen.ok ? previewText(seen.value, lines) : '';
    return { result: seen.ok ? ok(shownList(seen.value)) : seen, text, lines };
  });
}

/** For programs. */
function shownList({ lines, problems, remarks }: CheckedList) {
  return {
    state: 'preview',
    lines: lines.map(({ number, asked, title, summary }) => ({ number, asked, title, summary })),
    problems,
    remarks,
  };
}

function previewText(list: CheckedList, lines: readonly FiledLine[]): string {
  const wrong = lineProblemsText([...list.problems, ...list.remarks], lines);
  return `${checkedText(list)}\n${wrong === '' ? '' : `\n${wrong}\n`}\nXem trước: chưa có gì được gửi / preview: nothing was submitted`;
}

function madeText(done: MadeRequest, lines: readonly FiledLine[]): string {
  const remarks = lineProblemsText(done.remarks, lines);
  return `${doneText(done)}${remarks === '' ? '' : `\nLưu ý / note\n${remarks}`}`;
}

/** Of the file, or the one that the options say. */
async function linesOf(options: FormOptions & FileOptions & { unit: string }): Promise<readonly FiledLine[]> {
  const line = lineOfForm(options, options.unit);
  if ((line === undefined) === (options.file === undefined))
    throw new Error('--file hoặc / or --do: cần một trong hai / one of them is needed');
  return line === undefined ? readFileOfLines(options.file!, options.encoding) : [{ row: 1, line }];
}

type CorrectOptions = RequestOptions<FormOptions & { line?: number; strike: readonly number[]; because?: string } & FileOptions>;

export function correct(id: number, options: CorrectOptions): Promise<void> {
  return runRequest(options, async ({ opened, deps, today }) => {
    const { lines, changes } = await changesOf(opened, id, options);
    const input = await stepOf(opened, id, today, options, options.because);
    const note = options.dryRun === true ? `\n\n${previewNote}` : '';
    return told(await correctRequest(deps, { ...input, changes }), (done) => `${madeText(done, lines)}${note}`, lines);
  });
}

async function changesOf(
  opened: OpenedForCommand,
  id: number,
  options: CorrectOptions,
): Promise<{ readonly lines: readonly FiledLine[]; readonly changes: readonly LineChange[] }> {
  const struck = options.strike.map((number): LineChange => ({ do: 'strike', number }));
  if (options.file !== undefined) {
    const lines = await readFileOfLines(options.file, options.encoding);
    const kept = (await readRequest(opened.database, id as RequestId))?.lines.length ?? 0;
    const put = lines.map(({ line }, index): LineChange => (index < kept ? { do: 'set', number: index + 1, line } : { do: 'add', line }));
    const gone = Array.from(
      { length: Math.max(0, kept - lines.length) },
      (_, index): LineChange => ({ do: 'strike', number: lines.length + index + 1 }),
    );
    return { lines, changes: [...put, ...gone, ...struck] };
  }
  const line = lineOfForm(options, options.in);
  if (line === undefined) return { lines: [], changes: struck };
  return { lines: [], changes: [options.line === undefined ? { do: 'add', line } : { do: 'set', number: options.line, line }, ...struck] };
}

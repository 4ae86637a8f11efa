import type { Config } from '#config/schema.ts';
import type { TableEncoding } from '#directory/bulk/decode-text.ts';
import { carryOutRequest, previewCarryOut } from '#directory/requests/carry-out-request.ts';
import type { CheckedList } from '#directory/requests/check-lines.ts';
import { correctRequest, type LineChange } from '#directory/requests/correct-request.ts';
import { gatherRequests } from '#directory/requests/gather-requests.ts';
import { type AskedRequest, type MadeRequest, makeRequest, previewRequest } from '#directory/requests/make-request.ts';
import { endorseRequest, refuseRequest, returnRequest, withdrawRequest } from '#directory/requests/pass-on.ts';
import type { FiledLine } from '#directory/requests/read-line-file.ts';
import type { RequestDeps, RequestDone, RequestRefusal, StepInput } from '#directory/requests/request.ts';
import { reasonSchema, titleSchema } from '#directory/requests/request-line.ts';
import { readRequest } from '#directory/requests/request-page-sql.ts';
import { systemClock } from '#kernel/clock.ts';
import type { RequestId } from '#kernel/ids.ts';
import { refusalText } from '#kernel/refusal.ts';
import { ok, type Result } from '#kernel/result.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import { type OpenedForCommand, openForCommand } from '#wiring/open-for-command.ts';
import { requestDeps } from '#wiring/request-deps.ts';
import { type ActingOptions, actingPerson } from './acting.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf } from './common-options.ts';
import { lineProblemsText, readFileOfLines } from './request-file.ts';
import { type FormOptions, lineOfForm } from './request-form.ts';
import { carriedOutText, checkedText, doneText } from './request-text.ts';
import { noticesBy } from './run-plan.ts';
import { theUnit } from './unit-facts.ts';

type Options<More = object> = CommonOptions & ActingOptions & { json?: boolean; seen?: number } & More;

interface Given {
  readonly opened: OpenedForCommand;
  readonly config: Config;
  readonly deps: RequestDeps;
  readonly today: string;
}

/** Opens, does, and tells; what is refused goes to standard error and ends with 1. */
async function run(options: Options, act: (given: Given) => Promise<Told>): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const deps = requestDeps(opened.database, config, noticesBy(opened, config));
  const { result, text, lines } = await act({ opened, config, deps, today: vietnamDate(systemClock.now()) });
  if (result.ok) console.log(options.json === true ? JSON.stringify(result.value, null, 2) : text);
  else turnDown(result.refusal, options.json === true, lines);
}

interface Told {
  readonly result: Result<unknown, RequestRefusal>;
  readonly text: string;
  /** Where the lines of the list stand in its file. */
  readonly lines: readonly FiledLine[];
}

function told<T>(result: Result<T, RequestRefusal>, textOf: (value: T) => string, lines: readonly FiledLine[] = []): Told {
  return { result, text: result.ok ? textOf(result.value) : '', lines };
}

function turnDown(refusal: RequestRefusal, json: boolean, from: readonly FiledLine[]): void {
  process.exitCode = 1;
  const { lines = [], passed = [] } = refusal;
  if (json) console.log(JSON.stringify({ refused: refusal }, null, 2));
  else {
    console.error(`congthu: ${refusalText(refusal)}`);
    if (lines.length > 0) console.error(lineProblemsText(lines, from));
    for (const { version, step, at, by } of passed) console.error(`  ${version}  ${at.toISOString()}  ${step}  ${by ?? 'console'}`);
  }
}

interface FileOptions {
  readonly file?: string;
  readonly encoding?: TableEncoding;
}

type MakeOptions = Options<FormOptions & { unit: string; title?: string; dryRun?: boolean } & FileOptions>;

export function make(options: MakeOptions): Promise<void> {
  return run(options, async ({ opened, deps, today }) => {
    const lines = await linesOf(options);
    const unitId = await theUnit(opened.database, options.unit);
    const actorAccountId = await actingPerson(opened, options);
    const title = options.title === undefined ? undefined : checked('--title', titleSchema, options.title);
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

type CorrectOptions = Options<FormOptions & { line?: number; strike: readonly number[]; because?: string } & FileOptions>;

export function correct(id: number, options: CorrectOptions): Promise<void> {
  return run(options, async ({ opened, deps, today }) => {
    const { lines, changes } = await changesOf(opened, id, options);
    const input = await stepOf(opened, id, today, options, options.because);
    return told(await correctRequest(deps, { ...input, changes }), (done) => madeText(done, lines), lines);
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

export function gather(ids: readonly number[], options: Options<{ title?: string }>): Promise<void> {
  return run(options, async ({ opened, deps, today }) => {
    const actorAccountId = await actingPerson(opened, options);
    const title = options.title === undefined ? undefined : checked('--title', titleSchema, options.title);
    return told(await gatherRequests(deps, { actorAccountId, today, title, requestIds: ids as readonly RequestId[] }), doneText);
  });
}

type Pass = (deps: RequestDeps, input: StepInput) => Promise<Result<RequestDone, RequestRefusal>>;

const passBy =
  (pass: Pass) =>
  (id: number, options: Options): Promise<void> =>
    run(options, async ({ opened, deps, today }) =>
      told(await pass(deps, await stepOf(opened, id, today, options, options.reason)), doneText),
    );

export const sendBack = passBy(returnRequest);
export const endorse = passBy(endorseRequest);
export const refuse = passBy(refuseRequest);
export const withdraw = passBy(withdrawRequest);

type CarryOutOptions = Options<{ partly?: boolean; refuseLine: readonly number[]; dryRun?: boolean }>;

export function carryOut(id: number, options: CarryOutOptions): Promise<void> {
  return run(options, async ({ opened, deps, today }) => {
    if (options.refuseLine.length > 0 && options.reason === undefined) throw new Error('--refuse-line: cần / needs --reason');
    const input = await stepOf(opened, id, today, options, options.reason);
    const reason = input.reason ?? '';
    const asked = { ...input, partly: options.partly === true, refuse: options.refuseLine.map((number) => ({ number, reason })) };
    if (options.dryRun !== true) return told(await carryOutRequest(deps, asked), (done) => `${carriedOutText(done)}\n\n${doneText(done)}`);
    const preview = 'Xem trước: chưa có gì thay đổi / preview: nothing was changed';
    return told(await previewCarryOut(deps, asked), (done) => `${carriedOutText(done)}\n\n${preview}`);
  });
}

async function stepOf(
  opened: OpenedForCommand,
  id: number,
  today: string,
  options: Options,
  reason: string | undefined,
): Promise<StepInput> {
  return {
    requestId: id as RequestId,
    actorAccountId: await actingPerson(opened, options),
    today,
    seen: options.seen,
    reason: reason === undefined ? undefined : checked('--reason', reasonSchema, reason),
  };
}

/** What an option says; a plain failure where it cannot be so. */
function checked(option: string, schema: typeof reasonSchema, text: string): string {
  const read = schema.safeParse(text);
  if (read.success) return read.data;
  throw new Error(`${option}: ${read.error.issues.map(({ message }) => message).join('; ')}`);
}

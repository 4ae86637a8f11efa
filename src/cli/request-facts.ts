import { writeFile } from 'node:fs/promises';
import { workingWeek } from '#directory/calendar/office-hours.ts';
import { readCalendar } from '#directory/calendar/read-calendar.ts';
import { requestLimits } from '#directory/requests/limits.ts';
import { makeLineTemplate } from '#directory/requests/line-template.ts';
import { pageOfRequests, readRequest } from '#directory/requests/request-page-sql.ts';
import { requestStatistics } from '#directory/requests/request-statistics.ts';
import { type RequestState, requestStates } from '#directory/requests/tables.ts';
import type { RequestId } from '#kernel/ids.ts';
import { openForCommand } from '#wiring/open-for-command.ts';
import { commandLog } from './command-log.ts';
import { type CommonOptions, configOf } from './common-options.ts';
import { statisticsText } from './request-statistics-text.ts';
import { requestLine, requestText } from './request-text.ts';
import { theUnit } from './unit-facts.ts';

type Options<More = object> = CommonOptions & { json?: boolean } & More;

const settled: ReadonlySet<RequestState> = new Set<RequestState>(['carried-out', 'refused', 'withdrawn']);

export async function listRequests(options: Options<{ unit?: string; state?: RequestState; waiting?: boolean }>): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const within = options.unit === undefined ? undefined : await theUnit(opened.database, options.unit);
  const states =
    options.state !== undefined ? [options.state] : options.waiting === true ? requestStates.filter((one) => !settled.has(one)) : undefined;
  const requests = await pageOfRequests(opened.database, { within, states, limit: requestLimits.listedMax });
  if (options.json === true) return console.log(JSON.stringify(requests, null, 2));
  console.log(requests.length === 0 ? 'Không có đề nghị nào / no requests.' : requests.map(requestLine).join('\n'));
}

export async function showRequest(id: number, options: Options): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const request = await readRequest(opened.database, id as RequestId);
  if (request === undefined) throw new Error(`không có đề nghị / no such request: ${id}`);
  console.log(options.json === true ? JSON.stringify(request, null, 2) : requestText(request));
}

export async function writeTemplate({ output, ...options }: CommonOptions & { output: string }): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  await writeFile(output, await makeLineTemplate(opened.database), { flag: 'wx' });
  console.log(`Đã ghi / written: ${output}`);
}

export async function showStatistics(options: Options<{ from: string; to: string; unit?: string }>): Promise<void> {
  const config = await configOf(options);
  await using opened = await openForCommand(config, commandLog(config));
  const { database } = opened;
  const { from, to } = options;
  if (from > to) throw new Error('--from phải trước / must not be after --to');
  const unit = options.unit === undefined ? undefined : await theUnit(database, options.unit);
  const calendar = await readCalendar(database, { from, to }, workingWeek(config.calendar));
  const figures = await requestStatistics(database, { from, to, unit, calendar });
  console.log(options.json === true ? JSON.stringify(figures, null, 2) : statisticsText(figures));
}

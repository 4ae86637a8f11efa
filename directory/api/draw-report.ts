import { drawFigures } from '#directory/reports/draw-figures.ts';
import { type LetterheadAsked, letterheadOf } from '#directory/reports/letterhead.ts';
import { periodCalled } from '#directory/reports/period.ts';
import type { PrintedReport } from '#directory/reports/report-files.ts';
import type { UnitId } from '#kernel/ids.ts';
import type { Refusal } from '#kernel/refusal.ts';
import { ok, type Result } from '#kernel/result.ts';
import type { ApiDeps } from './api-env.ts';

interface Asked extends LetterheadAsked {
  readonly period: string;
  readonly unitId: UnitId | null;
}

let before: Promise<unknown> = Promise.resolve();

/** A report of a period as it would be issued now. One at a time in a process: each is seconds of the database's work, which mail shares (`in-line.ts`). */
export function drawReport(...asked: Parameters<typeof drawNow>): ReturnType<typeof drawNow> {
  const turn = before.then(() => drawNow(...asked));
  before = turn.catch(() => undefined);
  return turn;
}

async function drawNow(
  { reports, clock }: Pick<ApiDeps, 'reports' | 'clock'>,
  { period: name, unitId, ...asked }: Asked,
): Promise<Result<Pick<PrintedReport, 'figures' | 'letterhead'>, Refusal>> {
  const period = periodCalled(name, reports.halfYearEnds);
  if (!period.ok) return period;
  const figures = await drawFigures(reports.draw, { period: period.value, unitId }, clock.now());
  if (!figures.ok) return figures;
  const { letterhead: settings, provinceName } = reports;
  const letterhead = letterheadOf({ figures: figures.value, settings, asked, provinceName });
  return letterhead.ok ? ok({ figures: figures.value, letterhead: letterhead.value }) : letterhead;
}

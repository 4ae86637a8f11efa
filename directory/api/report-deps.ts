import type { DrawDeps } from '#directory/reports/draw-figures.ts';
import type { LetterheadSettings } from '#directory/reports/letterhead.ts';
import type { HalfYearEnds } from '#directory/reports/period.ts';

/** What reports are drawn from, and how the province has them. */
export interface ReportParts {
  readonly draw: DrawDeps;
  readonly halfYearEnds: HalfYearEnds;
  readonly letterhead: LetterheadSettings;
  /** `Tỉnh Bắc Kạn` */
  readonly provinceName: string;
}

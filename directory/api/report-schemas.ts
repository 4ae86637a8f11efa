import { z } from '@hono/zod-openapi';
import { figureWords } from '#directory/reports/figures.ts';
import { reportLimits } from '#directory/reports/limits.ts';
import { day, idQuery } from './schemas.ts';

const id = z.int().positive();
const text = z.string().trim().min(1).max(reportLimits.textCharactersMax);

const periodOf = z.string().max(30).openapi({ example: '2026-H1', description: '2026-H1, 2026-H2, 2026 or 2026-01-01..2026-06-30' });
export const formats = ['json', 'xlsx', 'pdf'] as const;
export type ReportFormat = (typeof formats)[number];

export const formatQuery = {
  format: z.enum(formats).optional().openapi({ description: 'Left out: as Accept says, or JSON' }),
  levels: z.coerce
    .number()
    .pipe(z.int().min(0).max(20))
    .optional()
    .openapi({ type: 'integer', description: `Levels of units told in a PDF; left out: ${reportLimits.levelsDefault}` }),
};

export const draftQuery = z.strictObject({
  period: periodOf,
  unit: idQuery('Of this unit with those below it; left out: of everything'),
  ...formatQuery,
});

export const issueBody = z.strictObject({
  period: periodOf,
  unitId: id.optional().openapi({ description: 'Of this unit with those below it; left out: of everything' }),
  number: z.string().trim().min(1).max(reportLimits.numberCharactersMax).openapi({ example: '12/BC-STTTT' }),
  issuedOn: day.optional().openapi({ description: 'Left out: today' }),
  superior: text
    .optional()
    .openapi({ description: 'The body above; this and the next: left out, as configured, or the unit and the one above it' }),
  issuer: text.optional(),
  place: text.optional(),
  signerTitle: text.optional().openapi({ description: 'Two lines are parted by “ / ”' }),
  signer: text.optional(),
  recipients: z.array(text).max(reportLimits.recipientsMax).optional(),
});

export const reportSchema = z
  .object({
    id,
    unitId: id.nullable().openapi({ description: 'null: of everything' }),
    unit: z.string().nullable(),
    period: z.string(),
    from: day,
    to: day,
    number: z.string(),
    issuedOn: day,
    issuedAt: z.iso.datetime(),
    issuedBy: id.nullable().openapi({ description: 'An account; null: at the server’s console' }),
    digest: z.string().openapi({ description: 'SHA-256 of what it says, as in the audit' }),
  })
  .openapi('Report');

const sections = Object.fromEntries(
  Object.entries(figureWords).map(([name, words]) => {
    const section = z.object(
      Object.fromEntries(Object.entries(words).map(([figure, { en }]) => [figure, z.number().openapi({ description: en })])),
    );
    return [name, name === 'accounts' || name === 'mail' ? section : section.optional()];
  }),
);
const figures = z.object(sections).openapi('Figures');

export const reportFiguresSchema = z
  .object({
    version: z.literal(1),
    period: z.object({ name: z.string(), kind: z.enum(['half', 'year', 'days']), from: day, to: day }),
    asOf: day.openapi({ description: 'The last day that is told of' }),
    unit: z.object({ id, name: z.string(), superior: z.string().nullable() }).nullable(),
    mailCountedSince: day.openapi({ description: 'Of mail before this day nothing is known' }),
    fillDay: day.nullable().openapi({ description: 'The day at whose end mailboxes were as full as is told; null: not noted' }),
    units: z.array(
      z.object({
        id: z.int().openapi({ description: '0: what counts for no unit' }),
        level: z.int(),
        kind: z.string().nullable(),
        name: z.string(),
        endedOn: day.nullable(),
        own: figures,
        all: figures.openapi({ description: 'With those below it' }),
      }),
    ),
    total: figures,
    requests: z.object({
      ...{ waiting: z.int(), overdue: z.int(), answered: z.int(), withTerm: z.int(), inTime: z.int() },
      medianWorkingDays: z.number().nullable(),
      maxWorkingDays: z.number().nullable(),
    }),
    outages: z.object({
      workingMinutes: z.int(),
      paperProcedures: z.int(),
      list: z.array(
        z.object({
          ...{ kind: z.string(), beginsAt: z.string(), endsAt: z.string().nullable(), workingMinutes: z.int(), needsPaper: z.boolean() },
          note: z.string(),
        }),
      ),
    }),
  })
  .openapi('ReportFigures');

const letterhead = z.object({
  ...{ superior: z.string().nullable(), issuer: z.string(), place: z.string(), signerTitle: z.string(), signer: z.string().nullable() },
  recipients: z.array(z.string()),
});

export const draftSchema = z.object({ letterhead, figures: reportFiguresSchema }).openapi('ReportDraft');
export const reportInFullSchema = reportSchema.extend({ letterhead, figures: reportFiguresSchema }).openapi('ReportInFull');

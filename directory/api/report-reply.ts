import type { RouteConfig } from '@hono/zod-openapi';
import { type PrintedReport, pdfOf, workbookOf } from '#directory/reports/report-files.ts';
import type { ApiContext } from './api-env.ts';
import { isKnown } from './entity-tag.ts';
import { formats, type ReportFormat } from './report-schemas.ts';

export const mediaTypes: Readonly<Record<ReportFormat, string>> = {
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
};

/** As `format` says, or the first of those that Accept names (RFC 9110 §12.5.1); weights are not looked at. */
export function formatOf(context: ApiContext, asked: ReportFormat | undefined): ReportFormat {
  context.header('Vary', 'Accept', { append: true });
  if (asked !== undefined) return asked;
  const accepted = (context.req.header('accept') ?? '').split(',').map((range) => range.split(';')[0]!.trim().toLowerCase());
  return formats.find((format) => accepted.includes(mediaTypes[format])) ?? 'json';
}

/** A route's replies with the report in all of its forms, for the OpenAPI document. */
export function inAllForms(responses: NonNullable<RouteConfig['responses']>): RouteConfig['responses'] {
  const file = { schema: { type: 'string', format: 'binary' } } as const;
  const { 200: given, ...others } = responses as Record<string, { description: string; content: object }>;
  return { ...others, 200: { ...given!, content: { ...given!.content, [mediaTypes.xlsx]: file, [mediaTypes.pdf]: file } } };
}

interface File {
  readonly format: Exclude<ReportFormat, 'json'>;
  readonly levels: number | undefined;
  /** Of what an issued report says; null: a draft, which is another the next time. */
  readonly digest: string | null;
}

/** A report to be saved. */
export async function reportFile(context: ApiContext, report: PrintedReport, { format, levels, digest }: File): Promise<Response> {
  if (digest !== null) {
    const etag = `"${digest.slice(0, 22)}-${format}${levels ?? ''}"`;
    context.header('ETag', etag);
    context.header('Cache-Control', 'private, no-cache');
    if (isKnown(context, etag)) return context.body(null, 304);
  } else context.header('Cache-Control', 'no-store');
  const octets = format === 'pdf' ? await pdfOf(report, levels) : await workbookOf(report);
  const { name } = report.figures.period;
  context.header('Content-Type', mediaTypes[format]);
  context.header(
    'Content-Disposition',
    `attachment; filename="bao-cao-${name.replaceAll('..', '-den-')}${digest === null ? '-du-thao' : ''}.${format}"`,
  );
  return context.body(new Uint8Array(octets));
}

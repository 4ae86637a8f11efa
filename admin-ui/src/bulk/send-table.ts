import type { Batch, BatchPreview, paths } from '../api/api-contract.ts';
import { asked, POST, withoutWaiting } from '../api/client.ts';

type Query = NonNullable<paths['/api/v1/bulk']['post']['parameters']['query']>;
export type Encoding = NonNullable<Query['encoding']>;

export interface TableOptions {
  readonly encoding: Encoding | undefined;
  readonly effectiveOn: string;
  readonly quiet: boolean;
}

/** Sends a table as it lies on the disk: the server alone reads it, by the same code as the command line. */
export async function sendTable(file: File, { encoding, effectiveOn, quiet }: TableOptions, how: { dryRun: boolean; key: string }) {
  const query: Query = {
    file: file.name,
    dryRun: how.dryRun ? 'true' : 'false',
    quiet: quiet ? 'true' : 'false',
    ...(how.dryRun ? { table: 'true' as const } : {}),
    ...(encoding === undefined ? {} : { encoding }),
    ...(effectiveOn === '' ? {} : { effectiveOn }),
  };
  return asked(
    POST('/api/v1/bulk', {
      params: { query, header: { 'idempotency-key': how.key, ...withoutWaiting } },
      body: '',
      bodySerializer: () => file,
      headers: { 'Content-Type': 'application/octet-stream' },
    }),
  );
}

export function isPreview(answer: Awaited<ReturnType<typeof sendTable>>): answer is BatchPreview {
  return 'problems' in answer;
}

/** In the order of the table, what is wrong with the whole of it first. */
export function inOrder(problems: BatchPreview['problems']): BatchPreview['problems'] {
  return problems.toSorted((one, other) => (one.row ?? 0) - (other.row ?? 0));
}

export type { Batch };

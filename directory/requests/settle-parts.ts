import type { Tx } from '#kernel/tx.ts';
import type { StepInput } from './request.ts';
import { type KeptRequest, lockParts, readLines, settlePartsLines } from './request-sql.ts';
import { closeStep } from './take-step.ts';

/** What became of a gathered request's lines becomes of those of its parts, and of theirs; each is answered by itself. The parts, as they are now. */
export async function settleParts(tx: Tx, input: StepInput, request: KeptRequest): Promise<readonly KeptRequest[]> {
  await settlePartsLines(tx, request.id, [struck]);
  const settled: KeptRequest[] = [];
  for (const part of await lockParts(tx, request.id)) {
    const lines = (await readLines(tx, part.id)).filter((line) => line.state !== 'struck');
    const isRefused = lines.every((line) => line.state === 'refused');
    const [step, state] = isRefused ? (['refuse', 'refused'] as const) : (['carry-out', 'carried-out'] as const);
    const opened = { request: part, hat: 'operator', asUnitId: null, submitters: [] } as const;
    await closeStep(tx, { ...input, requestId: part.id }, opened, { step, turn: { state, atUnitId: null, dueOn: null } });
    settled.push({ ...part, state }, ...(await settleParts(tx, input, part)));
  }
  return settled;
}

const struck = { what: 'struck', vi: 'Đơn vị cấp trên đã bỏ dòng này', en: 'The unit above struck this line' };

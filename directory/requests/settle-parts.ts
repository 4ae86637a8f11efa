import type { Tx } from '#kernel/tx.ts';
import type { StepInput } from './request.ts';
import { type KeptRequest, lockParts, settlePartsLines } from './request-sql.ts';
import { closeStep } from './take-step.ts';

/** What became of a gathered request becomes of its parts, and of theirs; each is answered by the same step. The parts, as they are now. */
export async function settleParts(
  tx: Tx,
  input: StepInput,
  request: KeptRequest,
  state: 'carried-out' | 'refused',
): Promise<readonly KeptRequest[]> {
  await settlePartsLines(tx, request.id, [struck]);
  const settled: KeptRequest[] = [];
  for (const part of await lockParts(tx, request.id)) {
    const step = state === 'refused' ? 'refuse' : 'carry-out';
    const opened = { request: part, hat: 'operator', asUnitId: null, submitters: [] } as const;
    await closeStep(tx, { ...input, requestId: part.id }, opened, { step, turn: { state, atUnitId: null, dueOn: null } });
    settled.push({ ...part, state }, ...(await settleParts(tx, input, part, state)));
  }
  return settled;
}

const struck = { what: 'struck', vi: 'Đơn vị cấp trên đã bỏ dòng này', en: 'The unit above struck this line' };

import type { z } from 'zod';
import { type Refusal, refusalInBoth } from '#kernel/refusal.ts';

/** A request that is none: every fault of it, each in a line with its place, as a person can mend it. */
export function unreadable(error: z.ZodError): Refusal {
  const faults = error.issues.map(({ path, message }) => (path.length === 0 ? message : `${path.join('.')}: ${message}`));
  return refusalInBoth('invalid', { vi: 'Yêu cầu chưa dùng được', en: 'The request cannot be read' }, faults.join('\n'));
}

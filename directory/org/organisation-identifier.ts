import { type InBoth, type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';

/** The two forms in which organisations are numbered (REQ-DIR-14). */
export const identifierSchemes = ['qcvn-102', 'qd-20-2020'] as const;
export type IdentifierScheme = (typeof identifierSchemes)[number];

export interface OrganisationIdentifier {
  readonly scheme: IdentifierScheme;
  readonly value: string;
}

// QCVN 102:2016/BTTTT: four groups of fixed length, level 1 rightmost.
const qcvn102 = /^\d{3}\.\d{2}\.\d{2}\.[A-Z]\d{2}$/;
// QĐ 20/2020/QĐ-TTg: level 1 leftmost, then a group for each level below it.
const qd20 = /^[A-Z]\d{2}(?:\.[0-9A-Z]+)*$/;
const qd20Length = 35;

/** Which of the two forms an identifier is written in; letters are made capital. */
export function readIdentifier(text: string): Result<OrganisationIdentifier, Refusal & { readonly inBoth: InBoth }> {
  const value = text.trim().toUpperCase();
  if (qcvn102.test(value)) return ok({ scheme: 'qcvn-102', value });
  if (value.length > qd20Length && qd20.test(value)) return refused(refusalInBoth('invalid', tooLong));
  if (qd20.test(value)) return ok({ scheme: 'qd-20-2020', value });
  return refused(refusalInBoth('invalid', neither));
}

const tooLong = {
  vi: `Mã định danh theo QĐ 20/2020 có nhiều nhất ${qd20Length} ký tự`,
  en: `An identifier of QD 20/2020 has at most ${qd20Length} characters`,
};
const neither = {
  vi: 'Mã định danh có dạng 000.00.00.H03 (QCVN 102) hay G12.18 (QĐ 20/2020)',
  en: 'An identifier looks like 000.00.00.H03 (QCVN 102) or G12.18 (QD 20/2020)',
};

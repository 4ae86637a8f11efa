import type { Refusal } from '#kernel/refusal.ts';

/** Why no name can be proposed, in both languages. */
export interface NamingProblem {
  readonly vi: string;
  readonly en: string;
}

export function notNamed({ message, detail }: Refusal): NamingProblem {
  return { vi: 'không đặt được tên hộp thư', en: detail === undefined ? message : `${message}: ${detail}` };
}

/** What was named does not exist; `meant` is what probably was. */
export function noSuch(what: { vi: string; en: string }, asked: string, meant: string | undefined): NamingProblem {
  const hint = meant === undefined ? { vi: '', en: '' } : { vi: `; có phải ${meant}?`, en: `; did you mean ${meant}?` };
  return { vi: `không có ${what.vi} "${asked}"${hint.vi}`, en: `no such ${what.en}${hint.en}` };
}

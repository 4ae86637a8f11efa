import type { Certificate } from '../api/api-contract.ts';
import type { Wording } from '../i18n/wording-vi.ts';

/** Whose it says it is: the common name, or all of the subject (RFC 4514: a comma that is part of a name is escaped). */
export function commonName(subject: string): string {
  const [, name] = /(?:^|, )CN=((?:\\.|[^,\\])+)/.exec(subject) ?? [];
  return name?.replaceAll(/\\(.)/g, '$1') ?? subject;
}

/** Whole days until it ends; below 0: it has ended. */
export function daysLeft({ notAfter }: Pick<Certificate, 'notAfter'>, now: number): number {
  return Math.floor((Date.parse(notAfter) - now) / 86_400_000);
}

/** Mail may be signed by it, as far as the register goes. */
export function isInUse({ state, kind }: Pick<Certificate, 'state' | 'kind'>): boolean {
  return state === 'valid' || (state === 'handed-over' && kind === 'unit');
}

type Waiting = Pick<Certificate, 'state' | 'kind' | 'handOverTo'>;

/** What is to be done with it and by whom; undefined: nothing. */
export function taskOf({ state, kind, handOverTo }: Waiting, { certificates: words }: Wording): string | undefined {
  switch (state) {
    case 'to-revoke':
      return words.tasks.revoke;
    case 'to-reissue':
      return words.tasks.reissue;
    case 'to-hand-over':
      if (kind === 'personal') return words.tasks.handIn;
      return handOverTo === null ? words.tasks.handOverToNobody : words.tasks.handOver(handOverTo);
    default:
      return undefined;
  }
}

import type { Wording } from '../i18n/wording-vi.ts';

// RFC 1918, RFC 4193.
const internal = /^(10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|f[cd][0-9a-f]{2}:)/i;

/** Where a sign-in came from, as people say it. */
export function networkText(network: string, { signIns: words }: Pick<Wording, 'signIns'>): string {
  if (network === '*') return words.many;
  if (/^127\.|^::1$|^0:0:0:0::/.test(network)) return words.here;
  return internal.test(network) ? words.office(network) : words.from(network);
}

/**
 * A LIST pattern (RFC 9051 §6.3.9): `*` stands for anything, `%` for anything but the separator. Works by the positions that the name read
 * so far can have reached, and forgets those that others stand in for, so that no pattern costs much more than the name is long.
 */
export function patternMatcher(pattern: string): (name: string) => boolean {
  const folded = pattern.replace(/[*%]+/g, (run) => (run.includes('*') ? '*' : '%'));
  const canonical = /^inbox(?=\/|$)/i.test(folded) ? `INBOX${folded.slice(5)}` : folded;
  if (!/[*%]/.test(canonical)) return (name) => name === canonical;
  const ownLength = canonical.replace(/[*%]/g, '').length;
  const compiled = { pattern: canonical, keeps: keptBefore(canonical) };
  return (name) => ownLength <= name.length && matches(compiled, name);
}

interface Compiled {
  readonly pattern: string;
  /** By position of a wildcard: positions after this one count no more once it is reached. */
  readonly keeps: Int32Array;
}

/** At a `*` none before it counts: the star takes whatever they could. At a `%` those count from which a separator can be taken first. */
function keptBefore(pattern: string): Int32Array {
  const keeps = new Int32Array(pattern.length);
  let barrier = -1;
  for (let position = 0; position < pattern.length; position += 1) {
    keeps[position] = pattern[position] === '*' ? -1 : barrier;
    if (pattern[position] === '*' || pattern[position] === '/') barrier = position;
  }
  return keeps;
}

function matches(compiled: Compiled, name: string): boolean {
  const { pattern } = compiled;
  let reached: number[] = [];
  reach(compiled, reached, 0);
  for (let at = 0; at < name.length; at += 1) {
    const next: number[] = [];
    for (const position of reached) {
      const symbol = pattern[position];
      if (symbol === '*' || (symbol === '%' && name[at] !== '/')) reach(compiled, next, position);
      else if (symbol === name[at]) reach(compiled, next, position + 1);
    }
    if (next.length === 0) return false;
    reached = next;
  }
  return reached.at(-1) === pattern.length;
}

/** Positions come ascending. A wildcard may stand for nothing. */
function reach({ pattern, keeps }: Compiled, reached: number[], position: number): void {
  if (reached.length > 0 && position <= reached.at(-1)!) return;
  const isWildcard = pattern[position] === '*' || pattern[position] === '%';
  if (isWildcard) while (reached.length > 0 && reached.at(-1)! > keeps[position]!) reached.pop();
  reached.push(position);
  if (isWildcard) reached.push(position + 1);
}

/**
 * A LIST pattern (RFC 9051 §6.3.9): `*` stands for anything, `%` for anything but the separator. Works by the positions that the name read
 * so far can have reached, so that no pattern makes it try the same twice.
 */
export function patternMatcher(pattern: string): (name: string) => boolean {
  const folded = pattern.replace(/[*%]+/g, (run) => (run.includes('*') ? '*' : '%'));
  const canonical = /^inbox(?=\/|$)/i.test(folded) ? `INBOX${folded.slice(5)}` : folded;
  if (!/[*%]/.test(canonical)) return (name) => name === canonical;
  const ownLength = canonical.replace(/[*%]/g, '').length;
  return (name) => ownLength <= name.length && matches(canonical, name);
}

function matches(pattern: string, name: string): boolean {
  let reached = new Reached(pattern);
  reached.add(0);
  for (let at = 0; at < name.length; at += 1) {
    const next = new Reached(pattern);
    for (const position of reached.positions) {
      const symbol = pattern[position];
      if (symbol === '*' || (symbol === '%' && name[at] !== '/')) next.add(position);
      else if (symbol === name[at]) next.add(position + 1);
    }
    if (next.positions.length === 0) return false;
    reached = next;
  }
  return reached.positions.at(-1) === pattern.length;
}

/** Positions in the pattern, ascending: before each lies what the name has matched. */
class Reached {
  positions: number[] = [];
  readonly #pattern: string;

  constructor(pattern: string) {
    this.#pattern = pattern;
  }

  /** In ascending order. A wildcard may stand for nothing. At a `*` the positions before it count no more: the star takes whatever they could. */
  add(position: number): void {
    if (position <= (this.positions.at(-1) ?? -1)) return;
    const symbol = this.#pattern[position];
    if (symbol === '*') this.positions = [position];
    else this.positions.push(position);
    if (symbol === '*' || symbol === '%') this.add(position + 1);
  }
}

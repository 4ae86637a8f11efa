/**
 * A LIST pattern (RFC 9051 §6.3.9): `*` stands for anything, `%` for anything but the separator. Works by sets of positions,
 * so `*%*%*%…` costs no more than its length times the name's.
 */
export function patternMatcher(pattern: string): (name: string) => boolean {
  const folded = pattern.replace(/[*%]+/g, (run) => (run.includes('*') ? '*' : '%'));
  const canonical = /^inbox(?=\/|$)/i.test(folded) ? `INBOX${folded.slice(5)}` : folded;
  if (!/[*%]/.test(canonical)) return (name) => name === canonical;
  return (name) => matches(canonical, name);
}

function matches(pattern: string, name: string): boolean {
  // reachable[i]: the first i characters of the pattern match what has been read of the name
  let reachable = new Uint8Array(pattern.length + 1);
  reachable[0] = 1;
  closeOver(pattern, reachable);
  for (let at = 0; at < name.length; at += 1) {
    const next = new Uint8Array(pattern.length + 1);
    for (let position = 0; position < pattern.length; position += 1) {
      if (reachable[position] === 0) continue;
      const symbol = pattern[position]!;
      if (symbol === '*' || (symbol === '%' && name[at] !== '/')) next[position] = 1;
      else if (symbol === name[at]) next[position + 1] = 1;
    }
    closeOver(pattern, next);
    reachable = next;
  }
  return reachable[pattern.length] === 1;
}

/** A wildcard may stand for nothing. */
function closeOver(pattern: string, reachable: Uint8Array): void {
  for (let position = 0; position < pattern.length; position += 1)
    if (reachable[position] === 1 && (pattern[position] === '*' || pattern[position] === '%')) reachable[position + 1] = 1;
}

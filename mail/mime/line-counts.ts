interface Counted {
  readonly type: string;
  readonly isMessage: boolean;
  readonly bodyStart: number;
  readonly end: number;
  lines: number;
}

/**
 * Sets `lines` of text and message parts (RFC 9051 §7.5.2, body-fld-lines): line ends, and one more when the last line lacks its own.
 * Messages within messages share their octets, so line ends are counted once between all the offsets that matter.
 */
export function countLines(content: Buffer, parts: readonly Counted[]): void {
  const counted = parts.filter((part) => part.isMessage || part.type === 'text');
  const first = counted[0];
  if (first === undefined) return;
  if (counted.length === 1) {
    first.lines = lineEnds(content, first.bodyStart, first.end) + unfinishedLine(content, first);
    return;
  }
  const before = lineEndsBefore(content, counted);
  for (const part of counted) part.lines = before.get(part.end)! - before.get(part.bodyStart)! + unfinishedLine(content, part);
}

function unfinishedLine(content: Buffer, part: Counted): number {
  return part.end > part.bodyStart && content[part.end - 1] !== 10 ? 1 : 0;
}

/** For every offset at which a counted part begins or ends: the line ends before it, those outside of all counted parts left out. */
function lineEndsBefore(content: Buffer, counted: readonly Counted[]): Map<number, number> {
  const depthChange = new Map<number, number>();
  for (const part of counted) {
    depthChange.set(part.bodyStart, (depthChange.get(part.bodyStart) ?? 0) + 1);
    depthChange.set(part.end, (depthChange.get(part.end) ?? 0) - 1);
  }
  const before = new Map<number, number>();
  let total = 0;
  let depth = 0;
  let from = 0;
  for (const offset of [...depthChange.keys()].sort((a, b) => a - b)) {
    if (depth > 0) total += lineEnds(content, from, offset);
    before.set(offset, total);
    depth += depthChange.get(offset)!;
    from = offset;
  }
  return before;
}

const chunkOctets = 64 * 1024;

/** Searching a string costs a third of searching the buffer, whose every call crosses into C++; chunks bound the copy. */
function lineEnds(content: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at += chunkOctets) {
    const chunk = content.toString('latin1', at, Math.min(end, at + chunkOctets));
    for (let found = chunk.indexOf('\n'); found >= 0; found = chunk.indexOf('\n', found + 1)) count++;
  }
  return count;
}

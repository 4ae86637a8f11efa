const blob = /\[[^[\]]*\]\s*/y;
const replyOrForward = /(?:re|fwd?)\s*(?:\[[^[\]]*\]\s*)?:/iy;

/** The base subject of RFC 5256 §2.1, which threads and SORT compare, from a decoded subject. Its case is kept. */
export function baseSubject(subject: string): string {
  let text = subject.replace(/\s+/g, ' ').trim();
  for (;;) {
    text = withoutTrailers(text);
    text = withoutLeaders(text);
    // (6) "[fwd: … ]" is taken off and all begins again
    if (!/^\[fwd:/i.test(text) || !text.endsWith(']')) return text;
    text = text.slice(5, -1).trim();
  }
}

/** (2) subj-trailer: "(fwd)" and white space at the end. */
function withoutTrailers(text: string): string {
  let end = text.length;
  for (;;) {
    while (end > 0 && text[end - 1] === ' ') end--;
    if (end < 5 || text.slice(end - 5, end).toLowerCase() !== '(fwd)') return text.slice(0, end);
    end -= 5;
  }
}

/**
 * (3) to (5): "re:", "fw:", "[list] fwd [2]:" and "[list]" at the beginning, as long as something remains. Blobs are walked once,
 * not once for each that is taken off: the grammar's own loop would be quadratic in a subject made of brackets.
 */
function withoutLeaders(text: string): string {
  let start = 0;
  for (;;) {
    while (text[start] === ' ') start++;
    const afterBlobs = skipBlobs(text, start);
    const afterLeader = skip(replyOrForward, text, afterBlobs.end);
    if (afterLeader === afterBlobs.end) return text.slice(afterBlobs.end < text.length ? afterBlobs.end : afterBlobs.last);
    start = afterLeader;
  }
}

function skipBlobs(text: string, start: number): { last: number; end: number } {
  let last = start;
  let end = start;
  for (;;) {
    const next = skip(blob, text, end);
    if (next === end) return { last, end };
    last = end;
    end = next;
  }
}

/** The offset after the pattern at `at`, or `at`. */
function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

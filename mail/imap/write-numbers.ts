import { LineGatherer } from './line-gatherer.ts';
import type { NumberRanges } from './number-set.ts';
import type { ResponseWriter } from './response-writer.ts';

// A line about all of a large mailbox is half a megabyte. It goes out as it is made, so that it neither fills the memory for a client that is
// behind nor holds the event loop.

/** Numbers written between two looks whether the client keeps up and whether others wait: a fraction of a millisecond. */
const stretch = 2_048;

/** ` 1 2 3`, each with a blank before it. */
export function writeNumbers(out: ResponseWriter, numbers: ArrayLike<number>): Promise<void> {
  return writeEach(out, numbers.length, (lines, at) => {
    lines.text(' ');
    lines.number(numbers[at]!);
  });
}

/** `1:3,7` */
export function writeRanges(out: ResponseWriter, ranges: NumberRanges): Promise<void> {
  return writeEach(out, ranges.length, (lines, at) => {
    const [first, last] = ranges[at]!;
    if (at > 0) lines.text(',');
    lines.number(first);
    if (last === first) return;
    lines.text(':');
    lines.number(last);
  });
}

/** Numbers are given ascending, and told the highest first: so each says what the client knows by it until then (RFC 9051 §7.5.1). */
export function writeExpunges(out: ResponseWriter, numbers: ArrayLike<number>): Promise<void> {
  return writeEach(out, numbers.length, (lines, at) => {
    lines.text('* ');
    lines.number(numbers[numbers.length - 1 - at]!);
    lines.text(' EXPUNGE\r\n');
  });
}

async function writeEach(out: ResponseWriter, count: number, write: (lines: LineGatherer, at: number) => void): Promise<void> {
  const lines = new LineGatherer(out, count);
  for (let at = 0; at < count; at += 1) {
    write(lines, at);
    if (!lines.isFull && at % stretch !== stretch - 1) continue;
    if (lines.isFull) lines.send();
    await out.ready();
  }
  lines.send(true);
}

import type { ChainRecord } from './chain-record.ts';
import type { ChainVerifier, Verdict } from './chain-verifier.ts';
import { recordOf } from './record-line.ts';

/** False: it is nested too deeply to be gone through. */
function accepts(verifier: ChainVerifier, record: ChainRecord, line: number): boolean {
  try {
    verifier.accept(record, line);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Checks an exported file, with nothing but what the verifier has. The file may be anybody's work: it is never trusted to be well made. */
export async function verifyFile(lines: AsyncIterable<string>, verifier: ChainVerifier): Promise<Verdict> {
  let number = 0;
  let last: ChainRecord['kind'] | null = null;
  for await (const line of lines) {
    number += 1;
    const found = recordOf(line);
    // The first line says what follows, and nothing follows the end.
    const isInPlace = found !== null && (found.kind === 'audit') === (number === 1) && last !== 'end';
    if (!isInPlace || !accepts(verifier, found, number)) verifier.report('line-unreadable', number);
    last = found?.kind ?? last;
  }
  if (last !== 'end') verifier.report('file-cut', number);
  return verifier.verdict();
}

import { recordOf } from './record-line.ts';
import { type FileHead, type Root, type SignedHead, statementOf, type Witness } from './root.ts';
import type { VerifyingKey } from './signing-key.ts';

/**
 * Roots and ends in the lines of an exported file, or of a log, where each day's root is told. Others' lines are passed over; what is not
 * signed with one of the keys is no witness, and how many lines were not is answered too.
 */
export async function readWitness(
  lines: AsyncIterable<string>,
  keys: readonly VerifyingKey[],
): Promise<Witness & { readonly unsigned: number }> {
  const roots: Root[] = [];
  const heads: FileHead[] = [];
  let unsigned = 0;
  const isSigned = (statement: 'root' | 'head', head: SignedHead) =>
    keys.some((key) => key.fingerprint === head.key && key.verifies(statementOf(statement, head), head.signature));
  for await (const line of lines) {
    const found = recordOf(line) ?? recordOf(rootInLog(line));
    if (found?.kind === 'root' && isSigned('root', found.root)) roots.push(found.root);
    else if (found?.kind === 'end' && isSigned('head', found.head)) heads.push(found.head);
    else if (found?.kind === 'root' || found?.kind === 'end') unsigned += 1;
  }
  return { roots, heads, unsigned };
}

/** The log's line of a root as that of a file; empty for any other. */
function rootInLog(line: string): string {
  if (!line.includes('"jobs.audit-root-signed"')) return '';
  try {
    return JSON.stringify({ kind: 'root', root: (JSON.parse(line) as { root?: unknown }).root });
  } catch {
    return '';
  }
}

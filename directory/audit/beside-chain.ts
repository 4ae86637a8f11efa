import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import type { ChainRecord } from './chain-record.ts';

/** Hash of the records of a file that neither roots nor seals prove: months that were pruned, and entries that no seal has. */
export class BesideChain {
  readonly #hash = createHash('sha256');

  note(record: ChainRecord): void {
    if (record.kind === 'pruned' || record.kind === 'unsealed') this.#hash.update(`${canonicalJson(record)}\n`);
  }

  digest(): string {
    return this.#hash.copy().digest('hex');
  }
}

import type { AuditEntry } from './entry.ts';
import type { FileHead, Root } from './root.ts';
import type { Seal } from './seal.ts';

/** A month whose entries were removed when their time was over. */
export interface PrunedMonth {
  readonly month: string;
  readonly entries: number;
  readonly prunedAt: string;
  readonly prunedBy: string;
}

/**
 * The audit with its chain, one after another: months that were pruned, roots, then each seal before its own entries in the order it has them,
 * then entries that are in no seal, and the end. The database is read as these, and an exported file is a line of JSON each.
 */
export type ChainRecord =
  | { readonly kind: 'audit'; readonly version: 1; readonly exportedAt: string; readonly isPart: boolean }
  | { readonly kind: 'pruned'; readonly pruned: PrunedMonth }
  | { readonly kind: 'root'; readonly root: Root }
  | { readonly kind: 'seal'; readonly seal: Seal }
  | { readonly kind: 'entry'; readonly entry: AuditEntry }
  /** isWaiting: it was recorded just now, and the next seal will have it. */
  | { readonly kind: 'unsealed'; readonly entry: AuditEntry; readonly isWaiting: boolean }
  | { readonly kind: 'end'; readonly head: FileHead };

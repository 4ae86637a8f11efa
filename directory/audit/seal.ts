import { canonicalJson } from './canonical-json.ts';
import { sha256 } from './entry.ts';

/** A link of the chain: which entries, what they were, and the seal before. Digests and hashes are SHA-256 in hexadecimal. */
export interface Seal {
  /** 1, 2, 3… without gaps. */
  readonly batch: number;
  /** Of all its entries, by Vietnam's calendar: `2026-11-01`. */
  readonly month: string;
  readonly sealedAt: string;
  /** Which entry of the chain its first one is, from 1. */
  readonly first: number;
  readonly ids: readonly number[];
  readonly digests: readonly string[];
  /** Hash of the seal before; zeros for the first. */
  readonly previous: string;
  readonly hash: string;
}

/** Of everything in the seal but the hash itself. */
export function hashOfSeal({ hash: _, ...rest }: Omit<Seal, 'hash'> & { readonly hash?: string }): string {
  return sha256(canonicalJson(rest));
}

/** How many entries the chain has with this seal. */
export const entriesThrough = ({ first, ids }: Pick<Seal, 'first' | 'ids'>): number => first + ids.length - 1;

import type { Tx } from '#kernel/tx.ts';
import type { ActOrigin } from './act.ts';

const origins = new WeakMap<Tx, ActOrigin>();

/**
 * Whatever is recorded in this transaction came in from there, where the act itself says nothing else: said once where a request becomes a
 * transaction, so that no act that it leads to can leave it out.
 */
export function cameFrom(tx: Tx, origin: ActOrigin): void {
  origins.set(tx, origin);
}

export function originIn(tx: Tx): ActOrigin | undefined {
  return origins.get(tx);
}

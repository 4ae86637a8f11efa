import type { Refusal } from '#kernel/refusal.ts';

/** Which of many was refused, and why. */
export interface KeyedRefusal<Key> {
  readonly key: Key;
  readonly refusal: Refusal;
}

import type { Refusal } from './refusal.ts';

/** What an operation answers when being turned down is an ordinary outcome. Faults (bugs, lost connections) throw instead. */
export type Result<T, E = Refusal> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly refusal: E };

export function ok(): Result<void, never>;
export function ok<T>(value: T): Result<T, never>;
export function ok<T>(value?: T): Result<T | undefined, never> {
  return { ok: true, value };
}

export function refused<E>(refusal: E): Result<never, E> {
  return { ok: false, refusal };
}

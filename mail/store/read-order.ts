import type { PackedFrame } from './body-driver.ts';

/** What the thread is asked for. */
export interface FramesToRead {
  readonly path: string;
  /** Adjacent. */
  readonly frames: readonly PackedFrame[];
  /** Octets to be left free before the first. */
  readonly room: number;
}

export interface ReadOrder extends FramesToRead {
  readonly id: number;
}

/** What it answers: the room and the frames unpacked, in memory that becomes ours, or why there are none. */
export type ReadAnswer = { readonly id: number; readonly octets: Uint8Array } | { readonly id: number; readonly failure: string };

import { closeSync, openSync, readSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { storeLimits } from './limits.ts';
import type { ReadAnswer, ReadOrder } from './read-order.ts';
import { decompress } from './zstd-frames.ts';

// Runs as a thread of its own (body-reader.ts): what waits for the disk here holds up nobody but other large bodies.

let scratch = Buffer.allocUnsafeSlow(storeLimits.frameOctets);

parentPort!.on('message', (orders: readonly ReadOrder[]) => {
  let answers: ReadAnswer[] = [];
  let octets = 0;
  for (const order of orders) {
    const answer = carryOut(order);
    answers.push(answer);
    if ('octets' in answer) octets += answer.octets.length;
    if (octets < storeLimits.framesAnsweredOctets) continue;
    send(answers);
    answers = [];
    octets = 0;
  }
  send(answers);
});

function send(answers: readonly ReadAnswer[]): void {
  if (answers.length === 0) return;
  parentPort!.postMessage(
    answers,
    answers.flatMap((answer) => ('octets' in answer ? [answer.octets.buffer as ArrayBuffer] : [])),
  );
}

function carryOut({ id, path, frames, room }: ReadOrder): ReadAnswer {
  try {
    const first = frames[0]!.start;
    const packed = readRange(path, first, frames.at(-1)!.end);
    // Not of the memory that small buffers share: it is given away.
    const octets = Buffer.allocUnsafeSlow(frames.reduce((sum, frame) => sum + frame.octets, room));
    let at = room;
    for (const { start, end, octets: length } of frames)
      at += decompress(packed.subarray(start - first, end - first), length).copy(octets, at);
    if (at !== octets.length) throw new Error(`its frames hold ${at - room} octets, not ${octets.length - room}`);
    return { id, octets };
  } catch (cause) {
    return { id, failure: `body file ${path} cannot be read: ${(cause as Error).message}` };
  }
}

function readRange(path: string, start: number, end: number): Buffer {
  if (scratch.length < end - start) scratch = Buffer.allocUnsafeSlow(end - start);
  const file = openSync(path, 'r');
  try {
    for (let at = start; at < end; ) {
      const count = readSync(file, scratch, at - start, end - at, at);
      if (count === 0) throw new Error(`it ends at ${at}, wanted ${end}`);
      at += count;
    }
  } finally {
    closeSync(file);
  }
  return scratch.subarray(0, end - start);
}

import pg from 'pg';
import type { Database } from './database.ts';

// PostgreSQL documentation, COPY, "Binary Format": signature, flags and the length of an extension, then tuples, then -1.
const signature = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const headerOctets = signature.length + 8;
const noMoreTuples = -1;

/** One row: a field as PostgreSQL's binary form has it (bytea: the octets; bigint: 8, big-endian), null for NULL. Valid while it is being taken. */
export type CopiedRow = readonly (Buffer | null)[];

/**
 * Gives the rows of a SELECT as octets, one after another. The driver reads text only: a bytea comes as hexadecimal, twice as long, is made a
 * string and made octets again. COPY gives it as it is. It has no parameters: values in the text are numbers, never a client's words.
 * Rejects when the statement fails or `take` throws.
 */
export async function copyOut(database: Database, select: string, take: (row: CopiedRow) => void): Promise<void> {
  const copy = new CopyOut(`COPY (${select}) TO STDOUT (FORMAT binary)`, take);
  await database.pool.query(copy);
  if (copy.failure !== null) throw copy.failure.cause;
}

// A query of the driver's own class: with others it refuses to send statements behind one another (`pipeline`).
class CopyOut extends pg.Query {
  readonly #take: (row: CopiedRow) => void;
  failure: { readonly cause: unknown } | null = null;

  constructor(text: string, take: (row: CopiedRow) => void) {
    super(text);
    this.#take = take;
  }

  // What is thrown here would end the connection, and with it the process: it waits until the statement is over.
  handleCopyData({ chunk }: { readonly chunk: Buffer }): void {
    if (this.failure !== null) return;
    try {
      readTuples(chunk, this.#take);
    } catch (cause) {
      this.failure = { cause };
    }
  }
}

/** Each CopyData holds whole tuples, the first one the header too (protocol, "COPY Operations"). The driver uses its buffer again. */
function readTuples(chunk: Buffer, take: (row: CopiedRow) => void): void {
  let at = startsWithSignature(chunk) ? headerOctets : 0;
  while (at < chunk.length) {
    const count = chunk.readInt16BE(at);
    at += 2;
    if (count === noMoreTuples) return;
    const row: (Buffer | null)[] = [];
    for (let field = 0; field < count; field++) {
      const length = chunk.readInt32BE(at);
      at += 4;
      row.push(length < 0 ? null : chunk.subarray(at, at + length));
      at += Math.max(length, 0);
    }
    take(row);
  }
}

function startsWithSignature(chunk: Buffer): boolean {
  return chunk.length >= headerOctets && chunk.compare(signature, 0, signature.length, 0, signature.length) === 0;
}

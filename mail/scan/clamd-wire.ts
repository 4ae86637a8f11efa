// The part of clamd's protocol we speak (clamd(8)): commands in z…NUL form, INSTREAM chunks with a 4-octet length in network order.

export const instreamCommand = Buffer.from('zINSTREAM\0');
export const pingCommand = Buffer.from('zPING\0');
export const versionCommand = Buffer.from('zVERSION\0');
/** A chunk of length zero ends the stream. */
export const streamEnd = Buffer.alloc(4);

/** `octets` as chunks of at most `chunkOctetsMax`, each behind its length. */
export function* frameChunks(octets: Buffer, chunkOctetsMax: number): Generator<Buffer> {
  for (let start = 0; start < octets.length; start += chunkOctetsMax) {
    const chunk = octets.subarray(start, start + chunkOctetsMax);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(chunk.length);
    yield Buffer.concat([length, chunk]);
  }
}

export type ClamdReply =
  | { readonly kind: 'clean' }
  | { readonly kind: 'found'; readonly virusName: string }
  | { readonly kind: 'error'; readonly text: string };

/** Reads the answer to INSTREAM. Whatever is not plainly clean or found is an error. */
export function parseScanReply(reply: string): ClamdReply {
  if (reply === 'stream: OK') return { kind: 'clean' };
  const found = /^stream: ([\x21-\x7e]+) FOUND$/.exec(reply);
  if (found !== null) return { kind: 'found', virusName: found[1]! };
  return { kind: 'error', text: reply.replace(/[^\x20-\x7e]/g, '?').slice(0, 200) };
}

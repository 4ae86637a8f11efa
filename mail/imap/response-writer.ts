import { ChunkedOutput } from '#mail/connection/chunked-output.ts';

/** Writes responses, and literals piece by piece. */
export class ResponseWriter extends ChunkedOutput {
  #literalLeft = 0;

  /** A literal whose octets follow piece by piece through `literalPiece`. */
  beginLiteral(size: number): void {
    this.text(`{${size}}\r\n`);
    this.#literalLeft = size;
  }

  literalPiece(octets: Buffer): void {
    this.#literalLeft -= octets.length;
    if (this.#literalLeft < 0) throw new Error('more octets than the literal announced');
    this.octets(octets);
  }

  /** Between the announcement and the end of a literal no other response can be sent: after a fault only closing is left. */
  get insideLiteral(): boolean {
    return this.#literalLeft > 0;
  }
}

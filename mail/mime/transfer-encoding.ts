/** Decodes a body by its Content-Transfer-Encoding (lower case); identity encodings and unknown ones give the body itself. Never throws. */
export function decodeTransferEncoding(body: Buffer, encoding: string): Buffer {
  if (encoding === 'base64') return decodeBase64(body);
  if (encoding === 'quoted-printable') return decodeQuotedPrintable(body);
  return body;
}

/** RFC 2045 §6.8: octets outside the alphabet are passed over; padding in the middle starts a new run (concatenated bodies). */
export function decodeBase64(body: Buffer): Buffer {
  const padding = body.indexOf(0x3d);
  if (padding < 0 || !hasSextet(body, padding))
    return Buffer.from(body.toString('latin1', 0, padding < 0 ? body.length : padding), 'base64');
  return decodeBase64Runs(body);
}

const base64Alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** By octet: its six bits, or -1. */
const sextets = Int8Array.from({ length: 256 }, (_, octet) => base64Alphabet.indexOf(String.fromCharCode(octet)));

function hasSextet(body: Buffer, from: number): boolean {
  for (let at = from; at < body.length; at++) if (sextets[body[at]!]! >= 0) return true;
  return false;
}

/** Octet by octet, because Buffer stops at the first padding and a buffer for each run would cost a hostile body seconds. */
function decodeBase64Runs(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(Math.ceil((body.length * 3) / 4));
  let length = 0;
  let bits = 0;
  let bitCount = 0;
  for (const octet of body) {
    const sextet = sextets[octet]!;
    if (octet === 0x3d) bitCount = 0;
    if (sextet < 0) continue;
    bits = ((bits << 6) | sextet) & 0xffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    out[length++] = (bits >> bitCount) & 0xff;
  }
  return out.subarray(0, length);
}

/** RFC 2045 §6.7, with its advice for bad input: trailing blanks go, an "=" that encodes nothing stays. */
export function decodeQuotedPrintable(body: Buffer): Buffer {
  const out = Buffer.allocUnsafe(body.length);
  let length = 0;
  let solid = 0; // length of `out` up to the last octet of the line that is no literal blank
  for (let at = 0; at < body.length; at++) {
    const octet = body[at]!;
    if (octet === 0x3d) {
      const softEnd = softBreakEnd(body, at + 1);
      const value = softEnd < 0 ? hexValue(body[at + 1], body[at + 2]) : -1;
      if (softEnd >= 0) at = softEnd - 1;
      else if (value >= 0) {
        out[length++] = value;
        at += 2;
      } else out[length++] = octet;
      solid = length;
    } else if (octet === 0x0a || (octet === 0x0d && body[at + 1] === 0x0a)) {
      length = solid;
      out[length++] = octet;
      if (octet === 0x0d) out[length++] = body[++at]!;
      solid = length;
    } else {
      out[length++] = octet;
      if (octet !== 0x20 && octet !== 0x09) solid = length;
    }
  }
  return out.subarray(0, solid);
}

/** Where the line after a soft line break begins, given the offset after its "="; -1 when it is none. */
function softBreakEnd(body: Buffer, from: number): number {
  const octet = body[from];
  if (octet === 0x0a) return from + 1;
  if (octet === 0x0d && body[from + 1] === 0x0a) return from + 2;
  if (octet !== undefined && octet !== 0x20 && octet !== 0x09) return -1;
  let at = from;
  while (body[at] === 0x20 || body[at] === 0x09) at++;
  if (at === body.length) return at;
  if (body[at] === 0x0a) return at + 1;
  return body[at] === 0x0d && body[at + 1] === 0x0a ? at + 2 : -1;
}

function hexValue(high: number | undefined, low: number | undefined): number {
  if (high === undefined || low === undefined) return -1;
  const text = String.fromCharCode(high, low);
  return /^[0-9A-Fa-f]{2}$/.test(text) ? Number.parseInt(text, 16) : -1;
}

/** Base64 in lines of 76 characters, each ended by CRLF (RFC 2045 §6.8). */
export function encodeBase64(octets: Buffer): Buffer {
  const lineOctets = 57; // 76 characters
  let out = '';
  for (let at = 0; at < octets.length; at += lineOctets)
    out += `${octets.toString('base64', at, Math.min(at + lineOctets, octets.length))}\r\n`;
  return Buffer.from(out, 'latin1');
}

/** Quoted-printable of text (RFC 2045 §6.7): CRLF and bare LF are line ends and stay, lines are at most 76 characters. */
export function encodeQuotedPrintable(octets: Buffer): Buffer {
  let out = '';
  let column = 0;
  for (let at = 0; at < octets.length; at++) {
    const octet = octets[at]!;
    if (octet === 0x0a || (octet === 0x0d && octets[at + 1] === 0x0a)) {
      if (octet === 0x0d) at++;
      out += octet === 0x0d ? '\r\n' : '\n';
      column = 0;
      continue;
    }
    const piece = quotedPrintablePiece(octet, octets[at + 1]);
    if (column + piece.length > 75) {
      out += '=\r\n';
      column = 0;
    }
    out += piece;
    column += piece.length;
  }
  return Buffer.from(out, 'latin1');
}

function quotedPrintablePiece(octet: number, next: number | undefined): string {
  const isBlank = octet === 0x20 || octet === 0x09;
  const endsLine = next === undefined || next === 0x0a || next === 0x0d;
  if (isBlank && !endsLine) return String.fromCharCode(octet);
  if (octet > 0x20 && octet < 0x7f && octet !== 0x3d) return String.fromCharCode(octet);
  return `=${octet.toString(16).toUpperCase().padStart(2, '0')}`;
}

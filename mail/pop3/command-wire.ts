import { isUtf8 } from 'node:buffer';

export interface CommandLine {
  /** Upper case. */
  readonly verb: string;
  /** All after the first space, as passwords may hold spaces (RFC 1939 §7); null when there is none. */
  readonly argument: string | null;
}

/** Reads a command line. null when it is none: NUL, octets that are not UTF-8 (RFC 6856 §2.2), no keyword. */
export function readCommandLine(line: Buffer): CommandLine | null {
  if (line.includes(0) || !isUtf8(line)) return null;
  const match = /^([A-Za-z0-9]{3,8})(?: (.*))?$/s.exec(line.toString('utf8'));
  if (match === null) return null;
  return { verb: match[1]!.toUpperCase(), argument: match[2] ?? null };
}

/** Message numbers and counts: decimal digits between spaces. null when anything else stands there. */
export function readNumbers(argument: string | null): number[] | null {
  const words = (argument ?? '').split(' ').filter((word) => word !== '');
  return words.every((word) => /^\d{1,10}$/.test(word)) ? words.map(Number) : null;
}

/** Base64 of a SASL exchange (RFC 5034 §4); `=` stands for an empty initial response. */
export function readBase64(text: string): Buffer | null {
  if (text === '=') return Buffer.alloc(0);
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return null;
  return Buffer.from(text, 'base64');
}

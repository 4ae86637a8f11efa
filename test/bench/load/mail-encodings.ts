const lineOctets = 76; // RFC 2045 §6.7 and §6.8

export function base64Lines(octets: Buffer): string {
  return octets.toString('base64').replace(/.{1,76}/g, '$&\r\n');
}

/** RFC 2045 §6.7; a dot is encoded too, so that no line begins with one. */
export function quotedPrintable(text: string): string {
  let line = '';
  let all = '';
  for (const octet of Buffer.from(text)) {
    if (octet === 0x0a) {
      all += `${line}\r\n`;
      line = '';
    } else if (octet !== 0x0d) {
      const piece = pieces[octet]!;
      if (line.length + piece.length >= lineOctets) {
        all += `${line}=\r\n`;
        line = '';
      }
      line += piece;
    }
  }
  return `${all}${line}\r\n`;
}

const isPlain = (octet: number) => octet >= 0x20 && octet < 0x7f && octet !== 0x3d && octet !== 0x2e;
const pieces = Array.from({ length: 256 }, (_, octet) =>
  isPlain(octet) ? String.fromCharCode(octet) : `=${octet.toString(16).toUpperCase().padStart(2, '0')}`,
);

/** RFC 2047 §2: words of at most 75 characters, each whole in itself. */
export function encodedWords(text: string): string {
  const words: string[] = [];
  let part = '';
  for (const character of text) {
    if (Buffer.byteLength(part + character) > 42) {
      words.push(part);
      part = '';
    }
    part += character;
  }
  return [...words, part].map((one) => `=?UTF-8?B?${Buffer.from(one).toString('base64')}?=`).join('\r\n\t');
}

import { streamSafe } from '#kernel/stream-safe.ts';

/** Encodings from before Unicode that are fonts: to everything but those fonts the text is Latin letters and signs. */
export const legacyFonts = ['tcvn3', 'vni'] as const;
export type LegacyFont = (typeof legacyFonts)[number];

// TCVN 5712:1993 VN3 (".VnTime"), one octet a letter.
const tcvn3Letters =
  'A1Ă A2Â A3Ê A4Ô A5Ơ A6Ư A7Đ A8ă A9â AAê ABô ACơ ADư AEđ B5à B6ả B7ã B8á B9ạ BBằ BCẳ BDẵ BEắ C6ặ C7ầ C8ẩ C9ẫ CAấ CBậ CCè CEẻ CFẽ D0é D1ẹ D2ề ' +
  'D3ể D4ễ D5ế D6ệ D7ì D8ỉ DCĩ DDí DEị DFò E1ỏ E2õ E3ó E4ọ E5ồ E6ổ E7ỗ E8ố E9ộ EAờ EBở ECỡ EDớ EEợ EFù F1ủ F2ũ F3ú F4ụ F5ừ F6ử F7ữ F8ứ F9ự FAỳ FBỷ FCỹ FDý FEỵ';
const tcvn3: ReadonlyMap<string, string> = new Map(
  tcvn3Letters.split(' ').map((one) => [String.fromCharCode(Number.parseInt(one.slice(0, 2), 16)), one.slice(2)]),
);

// VNI for Windows: a vowel, then a sign for its tone and shape; some letters are one sign of their own.
const vniMarks: Readonly<Record<string, string>> = {
  ...{ ù: '\u0301', ø: '\u0300', û: '\u0309', õ: '\u0303', ï: '\u0323' },
  ...{ â: '\u0302', á: '\u0302\u0301', à: '\u0302\u0300', å: '\u0302\u0309', ã: '\u0302\u0303', ä: '\u0302\u0323' },
  ...{ ê: '\u0306', é: '\u0306\u0301', è: '\u0306\u0300', ú: '\u0306\u0309', ü: '\u0306\u0303', ë: '\u0306\u0323' },
};
const vniLetters: Readonly<Record<string, string>> = { ô: 'ơ', ö: 'ư', ñ: 'đ', æ: 'ỉ', ó: 'ĩ', ò: 'ị', î: 'ỵ' };
const vniPair = /([aeouyôöAEOUYÔÖ])([ùøûõïâáàåãäêéèúüëÙØÛÕÏÂÁÀÅÃÄÊÉÈÚÜË])/g;
const vniSingle = /[ôöñæóòîÔÖÑÆÓÒÎ]/g;

/** Unicode (NFC) of a text whose octets were of a font's own encoding; `text` has a character for each octet, as Latin programs show it. */
export function fromLegacyFont(text: string, font: LegacyFont): string {
  const octets = asOctets(text);
  return font === 'tcvn3' ? fromTcvn3(octets) : fromVni(octets);
}

function fromTcvn3(text: string): string {
  const letters = [...text].map((letter) => tcvn3.get(letter) ?? letter).join('');
  // Capitals with tones have no code: ".VnTimeH" shows the small ones as capitals.
  return streamSafe(letters)
    .normalize('NFC')
    .replace(/[\p{L}]+/gu, (word) => (/\p{Lu}{2}/u.test(word) && !/[a-z]/.test(word) ? word.toUpperCase() : word));
}

function fromVni(text: string): string {
  const letter = (one: string) => {
    const small = one.toLowerCase();
    const other = vniLetters[small] ?? small;
    return small === one ? other : other.toUpperCase();
  };
  const letters = text
    .replace(vniPair, (_, vowel: string, mark: string) => `${letter(vowel)}${vniMarks[mark.toLowerCase()]}`)
    .replace(vniSingle, letter);
  return streamSafe(letters).normalize('NFC');
}

// What Windows-1252 shows for the octets 80 to 9F.
const windowsSigns = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function asOctets(text: string): string {
  return text.replace(/[€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/g, (sign) => String.fromCharCode(0x80 + windowsSigns.indexOf(sign)));
}

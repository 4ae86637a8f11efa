import type { InBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { streamSafe } from '#kernel/stream-safe.ts';
import { fromLegacyFont, type LegacyFont, legacyFonts } from './legacy-fonts.ts';
import { bulkLimits } from './limits.ts';
import { isVietnameseSyllable } from './vietnamese-syllable.ts';

export const tableEncodings = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1258', ...legacyFonts] as const;
export type TableEncoding = (typeof tableEncodings)[number];

export interface DecodedText {
  /** NFC, without byte order mark. */
  readonly text: string;
  readonly encoding: TableEncoding;
}

/** Why octets are not taken as text. */
export interface EncodingFault extends InBoth {
  /** What they seem to be. */
  readonly seems: LegacyFont | null;
}

const byteOrderMarks = [
  { encoding: 'utf-8', mark: Buffer.from([0xef, 0xbb, 0xbf]) },
  { encoding: 'utf-16le', mark: Buffer.from([0xff, 0xfe]) },
  { encoding: 'utf-16be', mark: Buffer.from([0xfe, 0xff]) },
] as const;

/**
 * The text of a file. Unicode and Windows-1258 are told by themselves; the encodings of old fonts (TCVN3, VNI) are named and taken only when
 * somebody has seen what they would give and asked for it.
 */
export function decodeText(octets: Buffer, asked?: TableEncoding): Result<DecodedText, EncodingFault> {
  if (asked !== undefined) return decodeAs(octets, asked);
  const marked = byteOrderMarks.find(({ mark }) => octets.subarray(0, mark.length).equals(mark));
  if (marked !== undefined) return unlessLegacy(decodeAs(octets, marked.encoding));
  const utf16 = looksLikeUtf16(octets);
  if (utf16 !== undefined) return decodeAs(octets, utf16);
  const unicode = decodeAs(octets, 'utf-8');
  if (unicode.ok) return unlessLegacy(unicode);
  return decodeEightBit(octets);
}

/** Text that came through Unicode as Latin letters but was typed in an old font: the spreadsheet's cells, most often. */
export function legacyFontOf(text: string): LegacyFont | null {
  const words = strangeWords(text);
  if (words.length === 0) return null;
  const asItIs = plausible(words);
  const [best] = legacyFonts
    .map((font) => ({ font, share: plausible(words.map((word) => fromLegacyFont(word, font))) }))
    .toSorted((one, other) => other.share - one.share);
  return best !== undefined && best.share >= 0.6 && best.share > asItIs + 0.3 ? best.font : null;
}

function unlessLegacy(decoded: Result<DecodedText, EncodingFault>): Result<DecodedText, EncodingFault> {
  const font = decoded.ok ? legacyFontOf(decoded.value.text) : null;
  return font === null || !decoded.ok ? decoded : refused(legacyFault(font, decoded.value.text));
}

function decodeEightBit(octets: Buffer): Result<DecodedText, EncodingFault> {
  const latin = octets.toString('latin1');
  const font = legacyFontOf(latin);
  const windows = decodeAs(octets, 'windows-1258');
  if (!windows.ok) return windows;
  const words = strangeWords(windows.value.text);
  const share = plausible(words);
  if (font !== null && plausible(strangeWords(latin).map((word) => fromLegacyFont(word, font))) > share)
    return refused(legacyFault(font, latin));
  return words.length === 0 || share >= 0.5 ? windows : refused(unknownFault);
}

function decodeAs(octets: Buffer, encoding: TableEncoding): Result<DecodedText, EncodingFault> {
  if (encoding === 'tcvn3' || encoding === 'vni') {
    const unicode = decodeAs(octets, 'utf-8');
    return ok({ text: fromLegacyFont(unicode.ok ? unicode.value.text : octets.toString('latin1'), encoding), encoding });
  }
  try {
    const text = new TextDecoder(encoding, { fatal: true }).decode(octets);
    return ok({ text: streamSafe(text).normalize('NFC'), encoding });
  } catch (error) {
    if (error instanceof TypeError) return refused(notOf(encoding));
    throw error;
  }
}

/** Latin text in UTF-16 has a zero in nearly every other octet. */
function looksLikeUtf16(octets: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  const head = octets.subarray(0, 2_048);
  const zeros = [0, 0];
  for (const [index, octet] of head.entries()) if (octet === 0) zeros[index % 2]! += 1;
  const many = head.length / 8;
  if (zeros[1]! > many && zeros[0] === 0) return 'utf-16le';
  return zeros[0]! > many && zeros[1] === 0 ? 'utf-16be' : undefined;
}

/** Words with anything beyond ASCII. */
function strangeWords(text: string): readonly string[] {
  const words: string[] = [];
  // Word by word, and each looked at once: one pattern for both would go over a long text without any again and again. What is longer than words are
  // comes in pieces: the engine remembers each letter of a match, and of millions it has no room for.
  for (const [word] of text.matchAll(/[^\s!-&(-/:-@[-`{-~0-9]{1,100}/g)) {
    if (/^[\x00-\x7f]*$/.test(word)) continue;
    words.push(word);
    if (words.length === bulkLimits.sampledWordsMax) break;
  }
  return words;
}

function plausible(words: readonly string[]): number {
  return words.length === 0 ? 0 : words.filter((word) => isVietnameseSyllable(word.normalize('NFC'))).length / words.length;
}

const fontNames = { tcvn3: 'TCVN3 (ABC, .VnTime)', vni: 'VNI-Windows (VNI-Times)' } as const;

/** Names the font and shows a line as it would be read. */
export function legacyFault(font: LegacyFont, text: string): EncodingFault {
  const line = text.split(/\r\n|\r|\n/).find((one) => strangeWords(one).length > 0) ?? '';
  const shown = fromLegacyFont(line, font).slice(0, 120);
  return {
    seems: font,
    vi: `gõ bằng phông ${fontNames[font]}, không phải Unicode; chuyển sang sẽ thành “${shown}”. Nếu đúng, hãy cho chuyển (--encoding ${font}); nếu không, lưu lại bằng Unicode`,
    en: `is typed in the font ${fontNames[font]}, not in Unicode; converted it reads “${shown}”. If that is right have it converted (--encoding ${font}), else save it as Unicode`,
  };
}

const unknownFault: EncodingFault = {
  seems: null,
  vi: 'không rõ bảng mã: hãy lưu lại thành “CSV UTF-8” hoặc .xlsx',
  en: 'is in no encoding known here: save it as “CSV UTF-8” or .xlsx',
};

function notOf(encoding: TableEncoding): EncodingFault {
  return { seems: null, vi: `không phải văn bản ${encoding}`, en: `is no text in ${encoding}` };
}

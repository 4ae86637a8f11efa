import { streamSafe } from '#kernel/stream-safe.ts';

const ascii = /^[\0-\x7f]*$/;
const marks = /\p{M}+/gu;
const blanks = /\s+/g;

/**
 * Text as SEARCH compares it: as people type Vietnamese when in a hurry. Compatibility forms apart (NFKD), marks off, đ as d, lower case, a run
 * of white space as one space: `cong van` is found in `Công\r\n văn`. Coarser than i;unicode-casemap, so what that finds is found here too.
 */
export function foldForSearch(text: string): string {
  if (ascii.test(text)) return text.toLowerCase().replace(blanks, ' ');
  return foldByTable(text) ?? foldByRule(text);
}

function foldByRule(text: string): string {
  return streamSafe(text).normalize('NFKD').replace(marks, '').replace(/đ/g, 'd').replace(/Đ/g, 'D').toLowerCase().replace(blanks, ' ');
}

const dropped = 0xffff;
const several = 0xfffe;
const space = 0x20;
/** What each UTF-16 unit folds to, by pages of 256 made when first met: thirty times as fast as the rule, and bodies are folded whole. */
const pages: (Uint16Array | undefined)[] = new Array(256);

function pageOf(number: number): Uint16Array {
  const page = Uint16Array.from({ length: 256 }, (_, at) => {
    const code = number * 256 + at;
    if (code >= 0xd800 && code < 0xe000) return several; // half a character
    const folded = foldByRule(String.fromCharCode(code));
    if (folded.length > 1) return several;
    return folded === '' ? dropped : folded.charCodeAt(0);
  });
  pages[number] = page;
  return page;
}

/** null where the table does not know, or more characters fold to several than there is room for: the rule knows. */
function foldByTable(text: string): string | null {
  const room = Math.ceil(text.length * 1.1) + 48;
  const folded = new Uint16Array(room);
  let length = 0;
  let afterSpace = false;
  let greatest = 0;
  const put = (unit: number) => {
    if (unit === space && afterSpace) return;
    afterSpace = unit === space;
    greatest |= unit;
    folded[length++] = unit;
  };
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    const unit = (pages[code >> 8] ?? pageOf(code >> 8))[code & 0xff]!;
    if (unit === dropped) continue;
    if (unit !== several) put(unit);
    else if (length + 32 > room || (code >= 0xd800 && code < 0xe000)) return null;
    else for (const one of foldByRule(text[at]!)) put(one.charCodeAt(0));
    if (length + 1 >= room) return null;
  }
  const units = folded.subarray(0, length);
  if (greatest <= 0xff) return Buffer.from(units).toString('latin1'); // one octet a character
  return Buffer.from(units.buffer, 0, length * 2).toString('utf16le');
}

/** Text as SORT and THREAD compare it: i;unicode-casemap (RFC 5051), which keeps marks. */
export function casemap(text: string): string {
  return ascii.test(text) ? text.toUpperCase() : streamSafe(text).normalize('NFKD').toUpperCase();
}

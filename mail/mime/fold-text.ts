const ascii = /^[\0-\x7f]*$/;
const marks = /\p{M}+/gu;
const blanks = /\s+/g;

/**
 * Text as SEARCH compares it: as people type Vietnamese when in a hurry. Compatibility forms apart (NFKD), marks off, đ as d, lower case, a run
 * of white space as one space: `cong van` is found in `Công\r\n văn`. Coarser than i;unicode-casemap, so what that finds is found here too.
 */
export function foldForSearch(text: string): string {
  const plain = ascii.test(text) ? text : text.normalize('NFKD').replace(marks, '').replace(/đ/g, 'd').replace(/Đ/g, 'D');
  return plain.toLowerCase().replace(blanks, ' ');
}

/** Text as SORT and THREAD compare it: i;unicode-casemap (RFC 5051), which keeps marks. */
export function casemap(text: string): string {
  return ascii.test(text) ? text.toUpperCase() : text.normalize('NFKD').toUpperCase();
}

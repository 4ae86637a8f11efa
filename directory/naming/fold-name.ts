const marks = /\p{M}/gu;
// U+00F0 (eth) and U+0256 look like đ in capitals (Ð, Ɖ, Đ) and are what old fonts and conversions often leave in its place.
const crossedD = /[đðɖ]/g;
// Of the alphabets of Tây Nguyên; like đ it has no decomposition (Y Ƀhăm).
const crossedB = /ƀ/g;
// An apostrophe belongs to the syllable (H'Hen), whichever of its look-alikes the keyboard or a word processor gave.
const betweenSyllables = /[^\p{L}\p{M}\p{N}'’‘ʼ`´′＇]+/u;
const betweenWords = /[^\p{L}\p{N}]+/gu;

function withoutMarks(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(crossedD, 'd').replace(crossedB, 'b').normalize('NFD').replace(marks, '');
}

/** Only `a-z0-9`: NFC, đ→d, marks removed, lower case, the rest dropped (REQ-DIR-8). `Chợ Đồn` gives `chodon`. */
export function foldName(text: string): string {
  return withoutMarks(text).replace(/[^a-z0-9]/g, '');
}

/** What is stored and searched so that case and marks do not matter (REQ-DIR-11): words with one space between. */
export function searchKey(text: string): string {
  return withoutMarks(text).replace(betweenWords, ' ').trim();
}

/** The syllables of a name in NFC, as written: parted by spaces and punctuation, but not by an apostrophe (H'Hen). */
export function syllablesOf(text: string): readonly string[] {
  return text
    .normalize('NFC')
    .split(betweenSyllables)
    .filter((syllable) => foldName(syllable) !== '');
}

/** The first letter of each syllable, folded: `Thông tin` gives `tt`. */
export function initialsOf(syllables: readonly string[]): string {
  return syllables.map((syllable) => foldName(syllable).charAt(0)).join('');
}

const marks = /\p{M}/gu;
// U+00F0 (eth) looks like đ in capitals (Ð, Đ) and is what old fonts and conversions often leave in its place.
const crossedD = /[đð]/g;
const betweenSyllables = /[^\p{L}\p{M}\p{N}'’ʼ]+/u;
const betweenWords = /[^\p{L}\p{N}]+/gu;

function withoutMarks(text: string): string {
  return text.normalize('NFC').toLowerCase().replace(crossedD, 'd').normalize('NFD').replace(marks, '');
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

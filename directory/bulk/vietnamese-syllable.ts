// Tone marks apart; what is left tells one vowel from another: ă â ê ô ơ ư.
const tones = /[\u0300\u0301\u0303\u0309\u0323]/g;

const first = 'ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnpqrstvx]';
const middle =
  'uyê|uya|uyu|iêu|yêu|oai|oay|oeo|uây|uôi|ươi|ươu|uơ|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|oa|oă|oe|oi|ôi|ơi|ua|uâ|uê|ui|uô|uy|ưa|ưi|ươ|ưu|ya|yê|oo|[aăâeêioôơuưy]';
const last = 'ch|ng|nh|[cmnpt]';
const syllable = new RegExp(`^(?:${first})?(?:${middle})(?:${last})?$`);

// nghiêng, with every mark apart.
const longest = 12;

/** Whether a word, NFC, could be a syllable of Vietnamese: as it is spelled, with one tone at most, in small letters, capitals or a capital first. */
export function isVietnameseSyllable(word: string): boolean {
  if (word.length > longest || !/^\p{Lu}?[\p{Ll}]*$|^\p{Lu}+$/u.test(word)) return false;
  const parted = word.toLowerCase().normalize('NFD');
  if ((parted.match(tones) ?? []).length > 1) return false;
  return syllable.test(parted.replace(tones, '').normalize('NFC'));
}

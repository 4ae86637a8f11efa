import { searchKey } from '#directory/naming/fold-name.ts';

/** What somebody types to find a person: words of the name as they begin, or the beginning of an address. */
export interface NameSearch {
  /** For `to_tsvector('simple', search_key) @@ …`; null: no word in it. */
  readonly words: string | null;
  /** Local parts from here on and before `addressTo`, both null where what is typed cannot be one. */
  readonly addressFrom: string | null;
  readonly addressTo: string | null;
  readonly domain: string | null;
}

const localPart = /^[a-z0-9._-]+$/;
// Above all that a local part of ours may hold, in the order of ASCII.
const afterAll = '~';

/** `nguyen v` finds Nguyễn Văn Anh, `anhnv` and `anhnv.tt@backan` his address. Marks and case do not matter. */
export function nameSearch(text: string, wordsMax: number): NameSearch {
  const words = searchKey(text).split(' ').filter(isWord).slice(0, wordsMax);
  const [local = '', domain] = text.trim().toLowerCase().split('@');
  // One letter begins thousands of addresses, and the given names that they are made of: those are found by name.
  const isAddress = localPart.test(local) && text.trim().length > 1;
  return {
    words: words.length === 0 || text.includes('@') ? null : words.map((word) => `'${word}':*`).join(' & '),
    addressFrom: isAddress ? local : null,
    // Who has typed the @ has typed the local part whole.
    addressTo: isAddress ? `${local}${domain === undefined ? afterAll : '\u0020'}` : null,
    domain: domain === undefined ? null : domain,
  };
}

// Letters of no alphabet of ours survive folding: PostgreSQL would find other words in them.
const isWord = (word: string) => /^[\p{L}\p{N}]+$/u.test(word);

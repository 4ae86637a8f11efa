// What one message may cost us. Past a limit the rest is kept and served as opaque octets, and a defect is noted: mail is
// never refused here, and work stays linear in the octets whatever they hold.

/** Only this much of one header section is read into fields (Postfix: 100 KiB); a To of 5,000 colleagues takes about 300 KiB. */
export const headerSectionOctetsMax = 512 * 1024;

/** Real messages carry 20 to 60 fields, mailing-list loops a few hundred. */
export const headerFieldsMax = 2_000;

/** RFC 5322 §2.1.1: no line longer than this, its CRLF not counted. */
export const lineOctetsMax = 998;

/** RFC 5322 §2.1.1: lines we write stay within this where they can. */
export const lineColumnsPreferred = 78;

/** Multiparts and messages within each other. Forwarding chains reach a dozen; recursion over the tree stays shallow. */
export const nestingMax = 50;

/** Parts of one message, containers included: a digest of 1,000 messages has 2,001. Each costs a few hundred octets of facts in the database. */
export const partsMax = 2_100;

/** A Content-Type, Content-Disposition or other structured field of a part is read this far. */
export const structuredFieldOctetsMax = 16 * 1024;

/** Parameters of one field. RFC 2231 pieces count singly, and a long Vietnamese file name takes a dozen. */
export const parametersMax = 200;

/** RFC 2046 §5.1.1 says 70; some programs write more, and comparing is cheap. */
export const boundaryOctetsMax = 256;

/** Addresses of one field; above what a header section of the greatest size usefully holds. */
export const addressesMax = 10_000;

/** Decoded subject, in UTF-16 units: nobody reads further, and it is indexed. */
export const subjectCharactersMax = 2_000;

/** References kept: the first (the thread's root) and the latest. RFC 5322 §3.6.4 sets none; usenet gateways send hundreds. */
export const referencesMax = 200;

/** A message identifier longer than a line is no identifier. */
export const messageIdOctetsMax = lineOctetsMax;

/** A date is some 40 octets with its comment; the pattern that reads it never sees more. */
export const dateOctetsMax = 256;

/** So much of one part is decoded to be searched, at a stretch of the event loop; what is beyond is not found. */
export const searchPartOctetsMax = 2 * 1024 * 1024;

/** Text folded at a stretch: half a millisecond. */
export const foldedAtOnceCharacters = 65_536;

/** A word is indexed and sought by so much of its beginning, in UTF-16 units: longer ones are no words (base64, hashes). */
export const wordCharactersMax = 32;

/** Words of a search text that the index is asked for; what is longer was pasted, and is sought by scanning. */
export const queryWordsMax = 64;

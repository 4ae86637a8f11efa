// Control characters and line ends, what turns the direction of writing, and halves of characters.
const notPlain = /[\p{Cc}\p{Cs}\u2028\u2029\u200E\u200F\u202A-\u202E\u2066-\u2069]/u;

/**
 * Whether a text is one line that shows what it says: in lists and at terminals, where somebody judges by it, others show something else.
 * PostgreSQL keeps no NUL and no half of a character.
 */
export function isPlainText(text: string): boolean {
  return !notPlain.test(text);
}

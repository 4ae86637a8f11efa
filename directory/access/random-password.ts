import { randomInt } from 'node:crypto';

// No vowel: no syllable of anybody's name, and no word, comes up in it. No digit: no year of birth. And nothing that looks like another.
const alphabet = 'bcdfghjkmnpqrstvwxz';
const groups = 5;
const charactersInGroup = 4;

/** A password that a person is told once, to choose another: `kfrw-zbtq-…`, 85 random bits, within what the policy asks of administrators. */
export function randomPassword(): string {
  const group = () => Array.from({ length: charactersInGroup }, () => alphabet[randomInt(alphabet.length)]).join('');
  return Array.from({ length: groups }, group).join('-');
}

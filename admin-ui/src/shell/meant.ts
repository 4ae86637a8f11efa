import { foldedText } from '../units/unit-forest.ts';

/** Whether a label has words that begin as those that were typed, marks aside; where nothing was typed, every one. */
export function isMeant(label: string, typed: string): boolean {
  const own = foldedText(label).split(/[\s@,.:()–-]+/);
  return foldedText(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => own.some((one) => one.startsWith(word)));
}

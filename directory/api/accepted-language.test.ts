import { expect, it } from 'vitest';
import { acceptedLanguage } from './accepted-language.ts';

it.each([
  [undefined, 'vi'],
  ['', 'vi'],
  ['fr', 'vi'],
  ['*', 'vi'],
  ['vi', 'vi'],
  ['en', 'en'],
  ['EN-gb', 'en'],
  ['en;q=0', 'vi'],
  ['vi;q=0.5, en;q=0.8', 'en'],
  ['en, vi', 'vi'], // as welcome: Vietnamese first
  ['en;q=0.2, *;q=0.9', 'vi'],
  ['en;q=nonsense', 'vi'],
  ['english', 'vi'],
])('Accept-Language %j is answered in %s', (header, language) => {
  expect(acceptedLanguage(header)).toBe(language);
});

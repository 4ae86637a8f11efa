import { expect, it } from 'vitest';
import { chooseLanguage } from './choose-language.ts';

it('is Vietnamese unless the reader asked for English', () => {
  expect(chooseLanguage(undefined)).toBe('vi');
  expect(chooseLanguage('de')).toBe('vi');
  expect(chooseLanguage('vi')).toBe('vi');
  expect(chooseLanguage('en')).toBe('en');
});

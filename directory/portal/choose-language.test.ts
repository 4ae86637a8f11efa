import { describe, expect, it } from 'vitest';
import { chooseLanguage } from './choose-language.ts';

describe('chooseLanguage', () => {
  it.each([undefined, '', '*', 'fr-FR,fr;q=0.9', 'en;q=0', 'en;q=0.000, fr', ';;,,', 'english'])(
    'speaks Vietnamese to a browser that says %j',
    (accept) => {
      expect(chooseLanguage(undefined, accept)).toBe('vi');
    },
  );

  it.each(['en-US,en;q=0.9,vi;q=0.8', 'vi', 'VI-vn,en'])('speaks Vietnamese to whoever reads it at all: %j', (accept) => {
    expect(chooseLanguage(undefined, accept)).toBe('vi');
  });

  it.each(['en', 'en-GB;q=0.7', 'fr, EN-us'])('speaks English where only English is read: %j', (accept) => {
    expect(chooseLanguage(undefined, accept)).toBe('en');
  });

  it('lets the switch decide, and only between the languages there are', () => {
    expect(chooseLanguage('en', 'vi')).toBe('en');
    expect(chooseLanguage('vi', 'en')).toBe('vi');
    expect(chooseLanguage('de', 'en')).toBe('en');
  });
});

import { describe, expect, it } from 'vitest';
import { balancedLines } from './balanced-lines.ts';

const lines = (text: string, width: number) => balancedLines(text, width, (line) => line.length);

describe('a text in the middle', () => {
  it('stands on one line where it fits', () => {
    expect(lines('SỞ NỘI VỤ', 9)).toEqual(['SỞ NỘI VỤ']);
  });

  it('is not left with one word below it', () => {
    expect(lines('ỦY BAN NHÂN DÂN TỈNH BẮC KẠN', 26)).toEqual(['ỦY BAN NHÂN DÂN', 'TỈNH BẮC KẠN']);
  });

  it('keeps words together that belong together', () => {
    expect(lines('hệ thống thư\u00a0điện\u00a0tử', 16)).toEqual(['hệ thống', 'thư\u00a0điện\u00a0tử']);
  });

  it('is not torn apart in a word that is wider than the page', () => {
    expect(lines('Krông-Pắc-và-vùng-phụ-cận xã', 10)).toEqual(['Krông-Pắc-và-vùng-phụ-cận', 'xã']);
  });
});

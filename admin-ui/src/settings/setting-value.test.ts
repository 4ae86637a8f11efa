import { describe, expect, it } from 'vitest';
import { vi } from '../i18n/wording-vi.ts';
import { isMeant, listOf, valueText, withDraft } from './setting-value.ts';

const form = { is: 'choice' as const, choices: [{ value: 'heads', name: { vi: 'Thủ trưởng', en: 'Heads' } }] };
const idle = { key: 'web.idleMinutes', next: 45, fallback: 30, source: 'file' as const };

it('a value is shown as people say it', () => {
  expect(valueText(null, { form, unit: null }, vi, 'vi')).toBe('chưa đặt');
  expect(valueText('heads', { form, unit: null }, vi, 'vi')).toBe('Thủ trưởng');
  expect(valueText(10_000, { form: { is: 'number' }, unit: { vi: 'byte', en: 'octets' } }, vi, 'vi')).toBe('10.000 byte');
  expect(valueText(false, { form: { is: 'yes-no' }, unit: null }, vi, 'vi')).toBe('Không');
  expect(valueText([], { form: { is: 'list' }, unit: null }, vi, 'vi')).toBe('Không có');
});

describe('what was typed', () => {
  it('is no change where it is as it would be anyway', () => {
    expect(withDraft({ 'web.idleMinutes': 50 }, idle, 45)).toEqual({});
    expect(withDraft({}, { ...idle, next: 30 }, null)).toEqual({});
    expect(withDraft({}, idle, null)).toEqual({ 'web.idleMinutes': null });
    expect(withDraft({ a: 1 }, idle, 50)).toEqual({ a: 1, 'web.idleMinutes': 50 });
  });

  it('in a list of numbers are numbers; what is none stays, for the server to refuse', () => {
    expect(listOf(['1', ' 2', 'x'], 'number')).toEqual([1, 2, 'x']);
    expect(listOf(['07:30'], 'text')).toEqual(['07:30']);
  });
});

it('a search finds by name, explanation and key, without marks', () => {
  const told = { key: 'web.idleMinutes', name: { vi: 'Phiên web', en: 'Session' }, help: { vi: 'không dùng thì hết', en: 'unused' } };
  expect(isMeant(told, 'phien HET', 'vi')).toBe(true);
  expect(isMeant(told, 'idlemin', 'vi')).toBe(true);
  expect(isMeant(told, 'mật khẩu', 'vi')).toBe(false);
});

import { describe, expect, it } from 'vitest';
import { closest } from './closest.ts';

describe('closest', () => {
  it.each(['xyz', '', ' - ', 'colour'])('finds nothing near %j', (text) => expect(closest(text, ['name', 'unit'])).toBeUndefined());

  it.each([
    ['nmae', 'name'],
    ['Name', 'name'],
    ['nam', 'name'],
    ['given_initials', 'given-initials'],
    ['giveninitials', 'given-initials'],
    ['initals-given', 'initials-given'],
  ])('reads %j as %j', (text, meant) => expect(closest(text, ['name', 'unit', 'given-initials', 'initials-given'])).toBe(meant));

  it('does without marks and is not put off by one slip', () => expect(closest('So Noi vu', ['Sở Y tế', 'Sở Nội vụ'])).toBe('Sở Nội vụ'));

  it('takes the first of two that are equally near', () => expect(closest('Xã Yên Mi', ['Xã Yên Ma', 'Xã Yên Mo'])).toBe('Xã Yên Ma'));

  it('ends on text of absurd length', () => expect(closest('a'.repeat(100_000), ['a'.repeat(100_000), 'b'])).toBeUndefined());
});

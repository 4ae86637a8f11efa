import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { failureText } from './failure-text.ts';

it('never says nothing', () => {
  const refusedThere = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' });
  expect(failureText(new AggregateError([refusedThere, new Error('connect ECONNREFUSED 127.0.0.1:5432')], ''))).toBe(
    'connect ECONNREFUSED ::1:5432; connect ECONNREFUSED 127.0.0.1:5432',
  );
  expect(failureText(Object.assign(new Error(''), { code: 'EPIPE' }))).toBe('EPIPE');
  expect(failureText(new RangeError(''))).toBe('RangeError');
  expect(failureText('plain')).toBe('plain');
});

it('says what went wrong without where in the program', () => {
  const error = new Error('port 25 is taken', { cause: new Error('EADDRINUSE') });
  expect(failureText(error)).toBe('port 25 is taken');
});

it('says of a file what is wrong with it, in Vietnamese too', async () => {
  const error = await readFile('/nowhere/danh-sach.xlsx').catch((failure: unknown) => failure);
  expect(failureText(error)).toBe('/nowhere/danh-sach.xlsx: không có tệp hay thư mục / no such file or folder');
});

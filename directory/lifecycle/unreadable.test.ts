import { expect, it } from 'vitest';
import { refusalText } from '#kernel/refusal.ts';
import { personRequestSchema } from './people/person-request.ts';
import { unreadable } from './unreadable.ts';

it('names every fault of a request by its place, in words', () => {
  const read = personRequestSchema.safeParse({
    do: 'transfer',
    person: '',
    posts: [{ unit: 'Sở Nội vụ', title: '', until: '2026-02-30' }],
  });
  if (read.success) throw new Error('a request without a person was read');
  const refusal = unreadable(read.error);
  expect(refusalText(refusal)).toBe('Yêu cầu chưa dùng được / The request cannot be read');
  expect(refusal.detail?.split('\n')).toEqual([
    'person: địa chỉ, họ tên hay #số / an address, a name or #number',
    'posts.0.title: tên chức vụ / the title of the post',
    'posts.0.until: một ngày như 2025-07-01 / a date as 2025-07-01',
  ]);
});

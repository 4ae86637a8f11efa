import { z } from '@hono/zod-openapi';
import { expect, it } from 'vitest';
import { validationProblem } from './validation-problem.ts';

const schema = z.strictObject({
  limit: z.number().max(200),
  role: z.enum(['operator', 'auditor']),
  unitId: z.int(),
  from: z.iso.date(),
  title: z.string().min(1, 'tên gọi / a title'),
  tags: z.array(z.string().max(3)),
});

function faultsOf(body: unknown): Readonly<Record<string, string>> {
  const read = schema.safeParse(body);
  if (read.success) throw new Error('nothing is wrong');
  const { problems = [] } = validationProblem(read.error, 'json');
  return Object.fromEntries(problems.map(({ at, vi, en }) => [at, `${vi} | ${en}`]));
}

it('tells every fault in Vietnamese and in English, and where it is', () => {
  const body = { limit: 201, role: 'king', from: '2026-13-01', title: '', tags: ['long'], more: 1 };
  expect(faultsOf(body)).toEqual({
    '/limit': 'nhiều nhất 200 | Too big: expected number to be <=200',
    '/role': 'phải là một trong: operator, auditor | Invalid option: expected one of "operator"|"auditor"',
    '/unitId': 'thiếu: cần số | Invalid input: expected number, received undefined',
    '/from': 'phải là ngày như 2025-07-01 | Invalid ISO date',
    '/title': 'tên gọi | a title',
    '/tags/0': 'nhiều nhất 3 ký tự | Too big: expected string to have <=3 characters',
    '': 'không có khoá nào tên more | Unrecognized key: "more"',
  });
  expect(faultsOf({ ...body, tags: 7 })).toMatchObject({ '/tags': expect.stringMatching(/^phải là danh sách \|/) });
});

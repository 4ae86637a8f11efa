import type { z } from '@hono/zod-openapi';

const types: Readonly<Record<string, string>> = {
  string: 'chuỗi',
  number: 'số',
  int: 'số nguyên',
  boolean: 'true hay false',
  array: 'danh sách',
  object: 'đối tượng',
  null: 'null',
};

const formats: Readonly<Record<string, string>> = {
  date: 'phải là ngày như 2025-07-01',
  datetime: 'phải là lúc như 2026-12-05T01:00:00Z',
  email: 'phải là một địa chỉ thư',
  uuid: 'phải là UUID',
};

/** A fault that zod tells in English of its own, told in Vietnamese; what a schema says itself stays as it is. */
export function vietnameseFault(issue: z.core.$ZodIssue): string {
  return /^(?:Invalid|Too (?:big|small)|Unrecognized)/.test(issue.message) ? told(issue) : issue.message;
}

function told(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type': {
      const type = types[issue.expected] ?? issue.expected;
      // The value itself is no part of an issue: what is not there is known by zod's sentence alone.
      return issue.message.endsWith('received undefined') ? `thiếu: cần ${type}` : `phải là ${type}`;
    }
    case 'invalid_value':
      return `phải là ${issue.values.length === 1 ? '' : 'một trong: '}${issue.values.map(String).join(', ')}`;
    case 'too_big':
      return `${issue.inclusive === false ? 'phải dưới' : 'nhiều nhất'} ${issue.maximum}${unitOf(issue.origin)}`;
    case 'too_small':
      return `${issue.inclusive === false ? 'phải trên' : 'ít nhất'} ${issue.minimum}${unitOf(issue.origin)}`;
    case 'invalid_format':
      return formats[issue.format] ?? 'không đúng dạng';
    case 'unrecognized_keys':
      return `không có khoá nào tên ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return 'không đúng dạng nào được nhận';
    default:
      return 'không hợp lệ';
  }
}

function unitOf(origin: string): string {
  return origin === 'string' ? ' ký tự' : origin === 'array' || origin === 'set' ? ' mục' : '';
}

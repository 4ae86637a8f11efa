import { z } from 'zod';
import { closest } from './closest.ts';

// What is said to whoever wrote a profile, Vietnamese first: what is wrong, what was probably meant, and what would be right.
// The key stands beside the message (the path of the zod issue); an unknown key is named in it, for zod gives the section as path.

interface Issue {
  readonly code?: string | undefined;
  readonly input?: unknown;
  readonly keys?: readonly string[];
  readonly path?: readonly PropertyKey[] | undefined;
}

/** Keys that belong together, and no others. */
export function section<Shape extends z.ZodRawShape>(shape: Shape): z.ZodObject<Shape, z.core.$strict> {
  return z.strictObject(shape, {
    error: (issue: Issue) => {
      const keys = Object.keys(shape);
      if (issue.code !== 'unrecognized_keys') return wrong(issue, `các khóa ${list(keys)}`, `the keys ${list(keys)}`);
      return unknownKeys(issue, keys);
    },
  });
}

/** One of a few words. */
export function oneOf<const Values extends readonly string[]>(values: Values): z.ZodEnum<z.core.util.ToEnum<Values[number]>> {
  return z.enum(values, {
    error: (issue: Issue) => wrong(issue, `một trong: ${list(values)}`, `one of: ${list(values)}`, closestOf(issue.input, values)),
  });
}

/** Text of a shape that has to be described in both languages. */
export function text(shape: RegExp, vi: string, en: string): z.ZodString {
  const error = (issue: Issue) => wrong(issue, vi, en);
  return z.string({ error }).regex(shape, { error });
}

export function listOf<Item extends z.ZodType>(item: Item): z.ZodArray<Item> {
  return z.array(item, { error: (issue: Issue) => wrong(issue, 'một danh sách: [a, b]', 'a list: [a, b]') });
}

export function yesOrNo(): z.ZodBoolean {
  return z.boolean({
    error: (issue: Issue) => wrong(issue, 'true (có) hoặc false (không)', 'true or false'),
  });
}

export function bothLanguages(vi: string, en: string): string {
  return `${vi} / ${en}`;
}

function unknownKeys(issue: Issue, known: readonly string[]): string {
  const at = (key: string) => `"${[...(issue.path ?? []), key].join('.')}"`;
  const named = (asked: string) =>
    (issue.keys ?? []).map((key) => {
      const meant = closest(key, known);
      return meant === undefined ? at(key) : `${at(key)} (${asked} ${at(meant)}?)`;
    });
  return bothLanguages(
    `không có khóa ${list(named('ý bạn là'))}. Ở đây có: ${list(known)}`,
    `no such key ${list(named('did you mean'))}. There are: ${list(known)}`,
  );
}

function wrong(issue: Issue, vi: string, en: string, meant?: string): string {
  if (issue.input === undefined) return bothLanguages(`còn thiếu; phải là ${vi}`, `is missing; must be ${en}`);
  const found = shown(issue.input);
  return bothLanguages(
    `${found} không dùng được${meant === undefined ? '' : ` (ý bạn là "${meant}"?)`}; phải là ${vi}`,
    `${found} cannot be used${meant === undefined ? '' : ` (did you mean "${meant}"?)`}; must be ${en}`,
  );
}

function closestOf(input: unknown, values: readonly string[]): string | undefined {
  return typeof input === 'string' ? closest(input, values) : undefined;
}

/** Enough of a wrong value to know it again, in a line. */
function shown(input: unknown): string {
  const written = typeof input === 'object' && input !== null ? (Array.isArray(input) ? '[…]' : '{…}') : JSON.stringify(input);
  return written.length > 60 ? `${written.slice(0, 60)}…` : written;
}

function list(words: readonly string[]): string {
  return words.join(', ');
}

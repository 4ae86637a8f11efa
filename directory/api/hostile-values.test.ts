import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';
import { type DescribedOperation, operationsOf, type Schema } from './described-operations.fixture.ts';

// By the OpenAPI document, so that what is added is tried as well: nothing that a program may send is more than the API can refuse.
let api: ApiHouse;
let operations: readonly DescribedOperation[];
let token: string;

beforeAll(async () => {
  api = await openApiHouse();
  operations = await operationsOf(api);
  ({ token } = await api.somebody('Hà Văn Sơn', 'operator'));
});
afterAll(() => api?.[Symbol.asyncDispose]());

const numbers = ['0', '-1', '9007199254740991', '1e21', '2147483648', '1.5', 'NaN', '', ' 1', '0x10'];
const texts = [
  '\0',
  'a\0b',
  '%',
  '\\',
  "'",
  '\u202e',
  '\u0301'.repeat(90),
  '😀',
  '_',
  '0000-01-01',
  '0001-01-01',
  '9999-12-31',
  '2026-02-30',
];
const inBodies = ['\ud800', 'x'.repeat(100_000), ...texts];

async function faultsOf(path: string, init: { method: string; body?: unknown }): Promise<readonly string[]> {
  const logged = api.logged.length;
  const asked = { token, ...init, headers: { 'idempotency-key': randomUUID(), 'content-type': 'application/json' } };
  const { status } = await api.ask(path, asked);
  if (status < 500) return [];
  const { err } = (api.logged.slice(logged).at(-1) ?? {}) as { err?: Error };
  return [`${status} ${init.method} ${path.slice(0, 120)} ${JSON.stringify(init.body)?.slice(0, 200)}: ${err?.message}`];
}

const pathOf = ({ path }: DescribedOperation, id = '1') => path.replace(/\{\w+\}/g, id);

const few = ['\ud800', 'a\0b', '0000-01-01', 2 ** 53, null];

/** Bodies of the form that is described, each with one of its members, however deep, replaced by what does not belong there. */
function* hostileTo(schema: Schema, values: readonly unknown[] = [...inBodies, ...few]): Generator<unknown> {
  yield* values;
  for (const option of schema.anyOf ?? schema.oneOf ?? []) yield* hostileTo(option, few);
  if (schema.items !== undefined) for (const item of hostileTo(schema.items, few)) yield [item];
  for (const [name, one] of Object.entries(schema.properties ?? {}))
    for (const value of hostileTo(one, few)) yield { ...(exampleOf(schema) as object), [name]: value };
}

function exampleOf(schema: Schema): unknown {
  const { type, enum: choices, const: only, anyOf, oneOf, items, example, format, properties = {}, required = [] } = schema;
  const [first] = anyOf ?? oneOf ?? [];
  if (only !== undefined || example !== undefined) return only ?? example;
  if (choices !== undefined) return choices[0];
  if (first !== undefined) return exampleOf(first);
  if (type === 'array') return items === undefined ? [] : [exampleOf(items)];
  if (type === 'object')
    return Object.fromEntries(
      Object.entries(properties).flatMap(([name, one]) => (required.includes(name) ? [[name, exampleOf(one)]] : [])),
    );
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return false;
  if (format === 'date') return '2026-01-31';
  return format === 'date-time' ? '2026-01-31T00:00:00Z' : '#1';
}

describe('nothing that is sent is a fault of ours', () => {
  it('as a number in a path', async () => {
    const found: string[] = [];
    for (const one of operations.filter(({ path }) => path.includes('{')))
      for (const id of numbers.filter((text) => text !== ''))
        found.push(
          ...(await faultsOf(pathOf(one, encodeURIComponent(id)), { method: one.method, body: one.method === 'get' ? undefined : {} })),
        );
    expect(found).toEqual([]);
  });

  it('as a parameter', async () => {
    const found: string[] = [];
    for (const one of operations)
      for (const { name } of one.parameters.filter((parameter) => parameter.in === 'query'))
        for (const value of [...numbers, ...texts]) {
          const others = one.parameters.filter((other) => other.in === 'query' && other.required === true && other.name !== name);
          const query = new URLSearchParams([
            ...others.map((other): [string, string] => [other.name, String(exampleOf(other.schema))]),
            [name, value],
          ]);
          found.push(...(await faultsOf(`${pathOf(one)}?${query}`, { method: one.method })));
        }
    expect(found).toEqual([]);
  });

  it('as a body, or a member of one', { timeout: 120_000 }, async () => {
    const found: string[] = [];
    for (const one of operations)
      if (one.body !== undefined)
        for (const body of hostileTo(one.body)) found.push(...(await faultsOf(pathOf(one), { method: one.method, body })));
    expect(found).toEqual([]);
  });

  it('nor does any of it hold up everybody else', async () => {
    const marks = `a${'\u0301\u0323'.repeat(40_000)}`;
    for (const { method, body, ...one } of operations)
      for (const name of Object.keys(body?.properties ?? {})) {
        const begun = performance.now();
        await faultsOf(pathOf({ method, body, ...one }), { method, body: { ...(exampleOf(body!) as object), [name]: marks } });
        expect(performance.now() - begun, `${method} ${one.path} ${name}`).toBeLessThan(1_000); // unbroken, they take two seconds
      }
  });
});

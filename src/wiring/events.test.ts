import { readdir, readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { wiringEvents } from './events.ts';

it('lists every event that the wiring logs, and none that it does not', async () => {
  const folder = new URL('.', import.meta.url);
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ts') && !/\.test\.ts$|^events\.ts$/.test(name));
  const texts = await Promise.all(names.map((name) => readFile(new URL(name, folder), 'utf8')));
  const logged = new Set(texts.flatMap((text) => [...text.matchAll(/event: '([^']+)'/g)].map((match) => match[1])));
  expect([...logged].sort()).toEqual(Object.keys(wiringEvents).sort());
});

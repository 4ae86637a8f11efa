import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, type RawClient, startHarness } from './testing/raw-client.ts';

const folder = new URL('../../test/corpus/imap/', import.meta.url);
const names = readdirSync(folder).flatMap((file) => (file.endsWith('.eml') ? [file.slice(0, -4)] : []));
const prefix = 'Return-Path: <ai@x.vn>\r\nReceived: by mail.x.vn\r\n';

let harness: Harness;
let client: RawClient;
beforeAll(async () => {
  harness = await startHarness();
  for (const name of names) harness.backend.inbox.add(readFileSync(new URL(`${name}.eml`, folder)), { prefix });
  client = await harness.signedIn({ select: true });
});
afterAll(async () => {
  await harness[Symbol.asyncDispose]();
});

/** Each answer is a line `item`, and a line with what follows the item in the response, escaped as in JSON; octets one per character. */
function answersOf(name: string): [item: string, answer: string][] {
  const lines = readFileSync(new URL(`${name}.answers`, folder), 'utf8')
    .trimEnd()
    .split('\n');
  return Array.from({ length: lines.length / 2 }, (_, at) => [lines[at * 2]!, JSON.parse(lines[at * 2 + 1]!) as string]);
}

describe.each(names)('%s', (name) => {
  it.each(answersOf(name))('%s', async (item, answer) => {
    const [line] = await client.command(`FETCH ${names.indexOf(name) + 1} ${item}`);
    const label = item.replace('.PEEK', '').replace(/<(\d+)\.\d+>$/, '<$1>');
    expect(line).toBe(`* ${names.indexOf(name) + 1} FETCH (${label} ${answer})`);
  });
});

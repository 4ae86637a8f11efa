import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { corpusAnswers, corpusMessage, corpusNames, tracePrefix } from '#test/corpus/imap-corpus.ts';
import { type Harness, type RawClient, startHarness } from './testing/raw-client.ts';

let harness: Harness;
let client: RawClient;
beforeAll(async () => {
  harness = await startHarness();
  for (const name of corpusNames) harness.backend.inbox.add(corpusMessage(name), { prefix: tracePrefix });
  client = await harness.signedIn({ select: true });
});
afterAll(async () => {
  await harness[Symbol.asyncDispose]();
});

describe.each(corpusNames)('%s', (name) => {
  const number = corpusNames.indexOf(name) + 1;

  it.each(corpusAnswers(name).map(({ item, answer }) => [item, answer]))('%s', async (item, answer) => {
    const [line] = await client.command(`FETCH ${number} ${item}`);
    const label = item.replace('.PEEK', '').replace(/<(\d+)\.\d+>$/, '<$1>');
    expect(line).toBe(`* ${number} FETCH (${label} ${answer})`);
  });
});

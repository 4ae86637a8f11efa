import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { type Harness, message, startHarness } from '#mail/pop3/testing/raw-client.ts';

const sasl = Buffer.from('\0an@example.vn\0mật khẩu 1').toString('base64');
const input = Buffer.from(
  `CAPA\r\nUSER an@example.vn\r\nPASS sai\r\nAUTH PLAIN\r\n*\r\nAUTH LOGIN\r\n${Buffer.from('an@example.vn').toString('base64')}\r\n${Buffer.from('mật khẩu 1').toString('base64')}\r\n` +
    `STAT\r\nlist\r\nUIDL 2\r\nTOP 1 1\r\nRETR 1\nRETR 3\r\nXYZ \0\r\nAUTH PLAIN ${sasl}\r\nDELE 2\r\nRSET\r\nLANG vi\r\nNOOP\r\nQUIT\r\n`,
);

async function dialogue(harness: Harness, pieces: readonly Buffer[]): Promise<string> {
  const client = await harness.connect();
  for (const piece of pieces) {
    client.send(piece);
    await turn();
    await turn();
  }
  return (await client.rest()).join('\n');
}

it('a whole POP3 session goes the same wherever it is split in two, and octet by octet', async () => {
  await using harness = await startHarness();
  harness.backend.add(message('một', '.\r\n..\r\nmột\r\nhai\r\n'));
  harness.backend.add(message('hai', 'no end'));
  const expected = await dialogue(harness, [input]);
  expect(
    expected
      .match(/^(?:\+OK|-ERR|\+ )/gm)
      ?.join('')
      .replaceAll('+OK', 'o')
      .replaceAll('-ERR', 'e')
      .replaceAll('+ ', '+'),
  ).toBe('ooe+e++ooooooeeeooooo');
  for (let at = 1; at < input.length; at += 1)
    expect([at, await dialogue(harness, [input.subarray(0, at), input.subarray(at)])]).toEqual([at, expected]);
  expect(
    await dialogue(
      harness,
      Array.from(input, (octet) => Buffer.from([octet])),
    ),
  ).toBe(expected);
});

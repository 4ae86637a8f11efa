import { simpleParser } from 'mailparser';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openImap, submit, waitForMessage } from '#test/helpers/mail-clients.ts';
import { unusedPort } from '#test/helpers/port-base.ts';
import { type RelaySink, startRelaySink } from '#test/helpers/relay-sink.ts';
import { sampleMessage } from '#test/helpers/sample-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';

vi.setConfig({ testTimeout: 90_000 }); // whole processes, on a machine that may be busy with other tests

let system: TestSystem;
let sender: SamplePerson;
let colleague: SamplePerson;
let relayPort: number;
let relay: RelaySink | undefined;

beforeAll(async () => {
  relayPort = await unusedPort();
  system = await startSystem({ config: { relay: { host: '127.0.0.1', port: relayPort, tls: 'none' } } });
  sender = system.person('anhnv.tt@backan.gov.vn');
  colleague = system.personNamed('Ma Thị Lan');
}, 150_000);

afterAll(async () => {
  await relay?.[Symbol.asyncDispose]();
  await system?.[Symbol.asyncDispose]();
}, 60_000);

async function startRelay(): Promise<RelaySink> {
  const refusals: Record<string, { code: number; text: string }> = {
    'khongco@example.com': { code: 550, text: '5.1.1 Nobody of that name here' },
  };
  relay = await startRelaySink({ port: relayPort, refuse: (recipient) => refusals[recipient] });
  return relay;
}

const relayed = (sink: RelaySink, mark: string) => sink.messages.find(({ octets }) => octets.includes(mark));

describe('mail for another domain', () => {
  it('waits in the queue while the relay is down, and goes out when it is back', async () => {
    const { octets, mark } = sampleMessage({ from: sender.address, to: 'ban@example.com' });
    await submit(system, { from: sender, to: ['ban@example.com'], raw: octets });
    const number = await waitUntil('an attempt has failed', async () => {
      const { stdout } = await system.command('queue', 'list');
      return /ban@example\.com\s+×[1-9]/.test(stdout) && /^(\d+) /m.exec(stdout)?.[1];
    });
    const sink = await startRelay();
    await waitUntil(
      'the relay has the message',
      async () => {
        const { code, stderr } = await system.command('queue', 'retry', number);
        expect(stderr).toBe('');
        expect(code).toBe(0);
        return waitUntil('it goes out', () => relayed(sink, mark), { msMax: 2_000 }).catch(() => undefined);
      },
      { msMax: 25_000 },
    );
    const handed = relayed(sink, mark);
    expect(handed).toMatchObject({ from: sender.address, to: ['ban@example.com'] });
    expect(handed?.octets.subarray(-octets.length).equals(octets)).toBe(true);
    const prefix = handed?.octets.subarray(0, -octets.length).toString('latin1');
    expect(prefix).toMatch(/^Received: from /);
    expect(prefix).not.toMatch(/^(Return-Path|Delivered-To):/m);
    await waitUntil('the queue is empty', async () => /empty/.test((await system.command('queue', 'list')).stdout));
  });

  it('goes to colleagues and to the relay from one submission', async () => {
    const sink = relay ?? (await startRelay());
    const { octets, mark } = sampleMessage({ from: sender.address, to: 'ban@example.com' });
    await submit(system, { from: sender, to: [colleague.address, 'ban@example.com', 'ba@example.net'], raw: octets });
    await using imap = await openImap(system, colleague);
    await waitForMessage(imap, 'INBOX', mark);
    await waitUntil('both outside recipients have it', () => {
      const recipients = sink.messages.filter((message) => message.octets.includes(mark)).flatMap(({ to }) => to);
      return recipients.toSorted().join() === 'ba@example.net,ban@example.com';
    });
  });

  it('comes back as a delivery status notification when the relay refuses it for good', async () => {
    const sink = relay ?? (await startRelay());
    const { octets, mark } = sampleMessage({ from: sender.address, to: 'khongco@example.com' });
    await submit(system, { from: sender, to: ['khongco@example.com'], raw: octets });
    await using imap = await openImap(system, sender);
    const { source } = await waitForMessage(imap, 'INBOX', mark);
    expect(relayed(sink, mark)).toBeUndefined();
    const text = source.toString();
    expect(text).toMatch(/^Return-Path: <>\r\n/);
    expect(text).toMatch(/^Content-Type: multipart\/report;[\s\S]*report-type="?delivery-status/m);
    expect(text).toMatch(/^Final-Recipient: rfc822; ?khongco@example\.com/m);
    expect(text).toMatch(/^Action: failed/m);
    expect(text).toMatch(/^Status: 5\.1\.1/m);
    const parsed = await simpleParser(source);
    expect(parsed.to && 'text' in parsed.to && parsed.to.text).toContain(sender.address);
    expect(parsed.text).toContain('khongco@example.com');
  });
});

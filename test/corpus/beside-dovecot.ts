// Asks Debian's Dovecot for every answer of the corpus: `node test/corpus/beside-dovecot.ts [name …]`, as root (it serves mail as nobody).
// Prints where it answers otherwise and no reason is given in the answers file, or where a reason is given and it does not.
import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { RawClient } from '#mail/imap/testing/raw-client.ts';
import { type ImapValue, ResponseReader } from '#test/helpers/imap-response.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { writeDovecotConfig } from '../bench/sides/dovecot.ts';
import { corpusAnswers, corpusMessage, corpusNames, tracePrefix } from './imap-corpus.ts';

const ports = { imap: 20143, lmtp: 20024 };
const account = { address: 'an@example.vn', password: 'secret' };

async function signedIn(): Promise<RawClient> {
  const client = new RawClient(connect(ports.imap, '127.0.0.1'));
  await client.line();
  await client.command(`LOGIN ${account.address} ${account.password}`);
  return client;
}

/** Types, encodings and parameter names are compared without regard to case; atoms are numbers here. */
function comparable(value: ImapValue, item: string): unknown {
  if (value === null || typeof value === 'string') return item.startsWith('BODY') && !item.includes('[') ? value?.toLowerCase() : value;
  return 'atom' in value ? Number(value.atom) : value.map((one) => comparable(one, item));
}

async function compare(name: string): Promise<number> {
  const client = await signedIn();
  const message = Buffer.concat([Buffer.from(tracePrefix), corpusMessage(name)]);
  await client.command(`CREATE ${name}`);
  const appended = await client.command(Buffer.concat([Buffer.from(`APPEND ${name} {${message.length}+}\r\n`), message]));
  await client.command(`SELECT ${name}`);
  let surprises = 0;
  for (const { item, answer, dovecotDiffers } of corpusAnswers(name)) {
    const lines = await client.command(`FETCH 1 (${item})`);
    const theirs = lines.find((line) => line.startsWith('* 1 FETCH'));
    const value = theirs === undefined ? lines.at(-1)! : [...(new ResponseReader(theirs).fetch()?.items.values() ?? [])][0]!;
    const isSame = isDeepStrictEqual(comparable(value, item), comparable(new ResponseReader(answer).value(), item));
    if (isSame === (dovecotDiffers === null)) continue;
    surprises += 1;
    console.log(`${name} ${item}: ${isSame ? 'the same, though a reason is given' : `\n  ours   ${JSON.stringify(answer)}`}`);
    if (!isSame) console.log(`  theirs ${JSON.stringify(theirs ?? lines.concat(appended))}`);
  }
  client.destroy();
  return surprises;
}

const folder = await mkdtemp('/tmp/corpus-dovecot-');
await chmod(folder, 0o777);
const config = await writeDovecotConfig({ folder, ports, accounts: [account], format: 'sdbox' });
await chmod(join(folder, 'mail'), 0o777);
const dovecot = spawn('/usr/sbin/dovecot', ['-F', '-c', config], { stdio: 'inherit' });
try {
  const isUp = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(ports.imap, '127.0.0.1');
      socket.once('data', () => resolve(true)).once('error', () => resolve(false));
      socket.once('data', () => socket.destroy());
    });
  await waitUntil('Dovecot listens', isUp, { msMax: 10_000, everyMs: 50 });
  const chosen = process.argv.slice(2);
  let surprises = 0;
  for (const name of chosen.length > 0 ? chosen : corpusNames) surprises += await compare(name);
  console.log(`${surprises} surprises`);
  process.exitCode = surprises === 0 ? 0 : 1;
} finally {
  dovecot.kill('SIGTERM');
  await new Promise((resolve) => dovecot.once('exit', resolve));
  await rm(folder, { recursive: true });
}

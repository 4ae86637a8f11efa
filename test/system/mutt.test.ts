import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ClientTrial } from '#test/helpers/client-trial.ts';
import { messagesIn, openImap, submit, tracePrefix, waitForMessage } from '#test/helpers/mail-clients.ts';
import { mustRun } from '#test/helpers/run-command.ts';
import { sampleMessage, withCrlf } from '#test/helpers/sample-message.ts';
import { verifySigned } from '#test/helpers/signed-message.ts';
import type { SamplePerson, TestSystem } from '#test/helpers/start-system.ts';

// mutt at work in a terminal, on the mailbox itself and without a cache.
let trial: ClientTrial;
let folder: string;
let system: TestSystem;
let sender: SamplePerson;
let reader: SamplePerson;
const { vietnamese } = ClientTrial;
const unit = 'phongcn.tt@backan.gov.vn'; // whose head is the sender

beforeAll(async () => {
  trial = await ClientTrial.start('mutt');
  ({ folder, system, sender, reader } = trial);
});

beforeEach(() => trial.emptyMailboxes());

afterAll(() => trial?.[Symbol.asyncDispose]());

describe('mutt', () => {
  /** A session in a terminal: opens the mailbox, types the keys, and quits. A certificate it could not verify would stop it at a question. */
  async function mutt(mailbox: string, keys: readonly string[], { readOnly = false, who = reader } = {}): Promise<string> {
    const server = `imaps://localhost:${system.ports.imaps}/`;
    const settings = [
      `set folder="${server}" imap_user="${who.address}" imap_pass="${who.password}"`,
      `set ssl_force_tls=yes ssl_ca_certificates_file="${system.firstRun.ca}" certificate_file="${join(folder, 'none.pem')}"`,
      'set imap_delim_chars="/"', // mutt takes a dot for a delimiter too, and a unit's address has dots
      'set header_cache="" message_cachedir="" mbox_type=mbox charset=utf-8',
      'set confirmappend=no confirmcreate=no quit=yes move=no delete=yes wait_key=no beep=no',
      `push '${[...keys, '<quit>'].join('')}'`,
    ];
    const rc = join(folder, 'muttrc');
    await writeFile(rc, `${settings.join('\n')}\n`);
    const command = `mutt -n -F '${rc}' ${readOnly ? '-R ' : ''}-f '${server}${mailbox}'`;
    // script(1) lends it the terminal without which mutt would only send mail.
    return (
      await mustRun('script', ['--quiet', '--return', '--command', command, '/dev/null'], {
        env: { HOME: folder, TERM: 'xterm', LC_ALL: 'C.UTF-8' },
        msMax: 30_000,
      })
    ).toString();
  }

  it('saves the tagged messages of a mailbox opened read-only to a file, and changes nothing', async () => {
    const wanted = [(await trial.deliverPlain('Giay moi so 1')).mark, (await trial.deliverPlain('Giay moi so 2')).mark];
    const other = await trial.deliverPlain('Bao cao');
    const before = await stateOfInbox();
    const file = join(folder, 'saved.mbox');
    await mutt('INBOX', ['<tag-pattern>~s "Giay moi"<enter>', `<tag-prefix><copy-message>${file}<enter>`], { readOnly: true });
    const saved = await readFile(file, 'utf8');
    for (const mark of wanted) expect(saved).toContain(mark);
    expect(saved).not.toContain(other.mark);
    expect(saved.match(/^From \S+@/gm)).toHaveLength(wanted.length);
    expect(await stateOfInbox()).toEqual(before);
  });

  it('pipes a signed message out as it was signed, and searches on the server', async () => {
    await trial.deliverPlain(); // what the cursor would stand on if the search found nothing
    const { octets, mark } = await trial.deliverSigned();
    const file = join(folder, 'piped.eml');
    await mutt('INBOX', [`<limit>=b ${mark}<enter>`, `<pipe-message>cat > ${file}<enter>`]);
    const piped = withCrlf(await readFile(file));
    tracePrefix(piped, octets);
    expect(verifySigned(piped, system.ca)).toBe(sender.address);
  });

  it('moves a message into a Vietnamese folder and flags what it leaves', async () => {
    const moved = await trial.deliverPlain('Chuyen');
    const left = await trial.deliverPlain('O lai');
    const typed = vietnamese.replaceAll(' ', '<quote-char><space>'); // a bare space asks mutt to complete the name
    await mutt('INBOX', [
      '<tag-pattern>~s "O lai"<enter><tag-prefix><flag-message><untag-pattern>~A<enter>',
      `<tag-pattern>~s Chuyen<enter><tag-prefix><save-message>=${typed}<enter><sync-mailbox>`,
    ]);
    expect(await trial.countIn(vietnamese, moved.mark)).toBe(1);
    expect(await stateOfInbox()).toEqual([{ mark: left.mark, flags: expect.arrayContaining(['\\Flagged']) }]);
  });

  it('reads the unit’s mailbox below Shared, which is then read for others of the unit', async () => {
    const { octets, mark } = sampleMessage({ from: reader.address, to: unit });
    await submit(system, { from: reader, to: [unit], raw: octets });
    await using imap = await openImap(system, sender);
    await waitForMessage(imap, `Shared/${unit}/INBOX`, mark);
    await mutt(`Shared/${unit}/INBOX`, ['<display-message><exit><sync-mailbox>'], { who: sender });
    await imap.noop();
    await imap.mailboxOpen(`Shared/${unit}/INBOX`);
    expect(await imap.search({ header: { 'message-id': mark }, seen: true })).toHaveLength(1);
  });

  /** Message-IDs and flags, in order. */
  async function stateOfInbox(): Promise<{ mark: string | undefined; flags: string[] }[]> {
    await using imap = await openImap(system, reader);
    const messages = await messagesIn(imap, 'INBOX');
    await imap.mailboxOpen('INBOX');
    const flags = messages.length === 0 ? [] : await imap.fetchAll('1:*', { flags: true });
    return messages.map(({ source }, index) => ({
      mark: /^Message-ID: <([0-9a-f]+)@/m.exec(source.toString())?.[1],
      flags: [...(flags[index]?.flags ?? [])],
    }));
  }
});

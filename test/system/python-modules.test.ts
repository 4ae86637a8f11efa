import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClientTrial, otherCa } from '#test/helpers/client-trial.ts';
import { tracePrefix } from '#test/helpers/mail-clients.ts';
import { mustRun } from '#test/helpers/run-command.ts';
import { signedMessage } from '#test/helpers/signed-message.ts';
import type { SamplePerson, TestSystem } from '#test/helpers/start-system.ts';
import { services } from '#wiring/ports.ts';

// imaplib and poplib: what scripts of an office's own use.
let trial: ClientTrial;
let folder: string;
let system: TestSystem;
let sender: SamplePerson;
let reader: SamplePerson;

beforeAll(async () => {
  trial = await ClientTrial.start('python');
  ({ folder, system, sender, reader } = trial);
});

afterAll(() => trial?.[Symbol.asyncDispose]());

describe('Python', () => {
  /** Runs a program that has `who`, `context` and `given`, and answers what it puts into `result`. */
  async function python(program: string, given: Readonly<Record<string, unknown>> = {}, ca = system.firstRun.ca): Promise<unknown> {
    const lines = [
      'import imaplib, json, poplib, ssl, sys',
      'given = json.load(sys.stdin)',
      'context = ssl.create_default_context(cafile=given["ca"])',
      'who = given["who"]',
      program,
      'json.dump(result, sys.stdout)',
    ];
    const input = JSON.stringify({
      ...given,
      ca,
      who: [reader.address, reader.password],
      imaps: system.ports.imaps,
      pop3: system.portBase + services.pop3.standardPort,
    });
    return JSON.parse((await mustRun('python3', ['-c', lines.join('\n')], { input, env: { LC_ALL: 'C.UTF-8' } })).toString());
  }

  const latin1 = (octets: Buffer) => octets.toString('latin1');
  const signIn = 'imap = imaplib.IMAP4_SSL("localhost", given["imaps"], ssl_context=context)\nimap.login(*who)\n';

  it('refuses a server whose authority it does not know', async () => {
    const program = `
try:
    imaplib.IMAP4_SSL("localhost", given["imaps"], ssl_context=context)
    result = "connected"
except ssl.SSLCertVerificationError as error:
    result = error.verify_message
`;
    expect(await python(program, {}, await otherCa(folder))).toMatch(/issuer certificate|self-signed/);
  });

  it('imaplib appends a signed message, finds it in Vietnamese, and gets the same octets back', async () => {
    const { octets, mark } = await signedMessage(reader, [sender.address]);
    const program = `${signIn}
message = given["message"].encode("latin-1")
done = [imap.append("Drafts", r"(\\Seen \\Flagged)", '" 6-Oct-2025 08:30:00 +0700"', message)[0]]
imap.select("Drafts")
imap.literal = "giấy mời họp số".encode()
found = imap.uid("SEARCH", "CHARSET", "UTF-8", "SUBJECT", '"giay moi"', "BODY")[1][0].split()
imap.literal = "không có ở đâu cả".encode()
missing = imap.uid("SEARCH", "CHARSET", "UTF-8", "BODY")[1][0].split()
head, fetched = imap.uid("FETCH", found[-1], "(FLAGS INTERNALDATE BODY.PEEK[])")[1][0]
sorted_ = imap.uid("SORT", "(REVERSE ARRIVAL)", "UTF-8", "ALL")[1][0].split()
imap.uid("STORE", found[-1], "+FLAGS.SILENT", r"(\\Deleted)")
done += [imap.expunge()[0], imap.close()[0], imap.logout()[0]]
result = dict(done=done, found=len(found), missing=len(missing), head=head.decode(), fetched=fetched.decode("latin-1"), sorted=len(sorted_))
`;
    const result = await python(program, { message: latin1(octets) });
    expect(result).toEqual({
      done: ['OK', 'OK', 'OK', 'BYE'],
      found: 1,
      missing: 0,
      head: expect.stringMatching(/FLAGS \(\\Recent \\Seen \\Flagged\) INTERNALDATE " 6-Oct-2025 08:30:00 \+0700"/),
      fetched: latin1(octets),
      sorted: 1,
    });
    expect(await trial.countIn('Drafts', mark)).toBe(0);
  });

  it('imaplib sees folder names as UTF-7, and as UTF-8 once it asked for that', async () => {
    const program = `${signIn}
before = [line.decode() for line in imap.list()[1]]
imap.enable("UTF8=ACCEPT")
imap.create('"Công văn đi/Tháng 11"')
after = [line.decode() for line in imap.list('""', '"Công*"')[1]]
status = imap.status('"Công văn đến"', "(MESSAGES)")[1][0].decode()
imap.delete('"Công văn đi/Tháng 11"')
result = dict(before=before, after=after, status=status)
imap.logout()
`;
    const result = (await python(program)) as { before: string[]; after: string[]; status: string };
    expect(result.before).toContain('(\\HasNoChildren) "/" "C&APQ-ng v&AQM-n &AREevw-n"');
    expect(result.after).toEqual(
      expect.arrayContaining(['(\\HasNoChildren) "/" "Công văn đến"', '(\\HasNoChildren) "/" "Công văn đi/Tháng 11"']),
    );
    expect(result.status).toBe('"Công văn đến" (MESSAGES 0)');
  });

  it('poplib reads the same octets by STLS, removes one message at QUIT, and is refused with a wrong password', async () => {
    const { octets, mark } = await trial.deliverSigned();
    const { mark: kept } = await trial.deliverPlain();
    const program = `
def connect(password):
    pop = poplib.POP3("localhost", given["pop3"], timeout=30)
    pop.stls(context=context)
    pop.user(who[0])
    try:
        return pop, pop.pass_(password).decode()
    except poplib.error_proto as error:
        return None, error.args[0].decode()
_, refused = connect("sai")
pop, _ = connect(who[1])
uids = [line.split()[1].decode() for line in pop.uidl()[1]]
marks = [b"\\r\\n".join(pop.retr(number)[1] + [b""]) for number in (1, 2)]
which = next(number for number in (1, 2) if given["mark"].encode() in marks[number - 1])
pop.dele(which)
pop.quit()
pop, _ = connect(who[1])
left = [line.split()[1].decode() for line in pop.uidl()[1]]
top = b"\\n".join(pop.top(1, 0)[1]).decode()
pop.quit()
result = dict(refused=refused, message=marks[which - 1].decode("latin-1"), gone=uids[which - 1], uids=uids, left=left, top=top)
`;
    const result = (await python(program, { mark })) as Record<'refused' | 'message' | 'gone' | 'top', string> &
      Record<'uids' | 'left', string[]>;
    expect(result.refused).toMatch(/^-ERR \[AUTH\]/);
    tracePrefix(Buffer.from(result.message, 'latin1'), octets);
    expect(result.left).toEqual(result.uids.filter((uid) => uid !== result.gone));
    expect(result.top).toContain(kept);
    expect(result.top).not.toContain('Kính gửi');
    expect(await trial.countIn('INBOX', mark)).toBe(0);
  });
});

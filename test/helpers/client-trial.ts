import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countMessages, openImap, submit } from './mail-clients.ts';
import { mustRun } from './run-command.ts';
import { type SampleMessage, sampleMessage } from './sample-message.ts';
import { signedMessage } from './signed-message.ts';
import { type SamplePerson, startSystem, type TestSystem } from './start-system.ts';

/** A mail program tried on the running system: one who writes, one who reads, and a folder for what the program keeps. */
export class ClientTrial implements AsyncDisposable {
  /** A mailbox of the reader's whose name is no ASCII. */
  static readonly vietnamese = 'Công văn đến';
  readonly folder: string;
  readonly system: TestSystem;
  readonly sender: SamplePerson;
  readonly reader: SamplePerson;

  private constructor(folder: string, system: TestSystem) {
    this.folder = folder;
    this.system = system;
    this.sender = system.person('anhnv.tt@backan.gov.vn');
    this.reader = system.personNamed('Ma Thị Lan');
  }

  static async start(program: string): Promise<ClientTrial> {
    const folder = await mkdtemp(join(tmpdir(), `congthu-${program}-`));
    await using started = new AsyncDisposableStack();
    started.defer(() => rm(folder, { recursive: true, force: true }));
    const trial = started.use(new ClientTrial(folder, await startSystem()));
    await using imap = await openImap(trial.system, trial.reader);
    await imap.mailboxCreate(ClientTrial.vietnamese);
    started.move();
    return trial;
  }

  async emptyMailboxes(): Promise<void> {
    await using imap = await openImap(this.system, this.reader);
    for (const mailbox of ['INBOX', ClientTrial.vietnamese]) {
      await imap.mailboxOpen(mailbox);
      await imap.messageDelete('1:*');
    }
  }

  async deliver(message: SampleMessage): Promise<SampleMessage> {
    await submit(this.system, { from: this.sender, to: [this.reader.address], raw: message.octets });
    return message;
  }

  deliverPlain(subject?: string): Promise<SampleMessage> {
    const named = subject === undefined ? {} : { subject };
    return this.deliver(sampleMessage({ from: this.sender.address, to: this.reader.address, ...named }));
  }

  async deliverSigned(): Promise<SampleMessage> {
    return this.deliver(await signedMessage(this.sender, [this.reader.address]));
  }

  async countIn(mailbox: string, mark: string): Promise<number> {
    await using imap = await openImap(this.system, this.reader);
    return await countMessages(imap, mailbox, mark); // before the connection is disposed of
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.system[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** A certificate authority that did not sign the server's certificate: the path of its PEM in `folder`. */
export async function otherCa(folder: string): Promise<string> {
  const path = join(folder, 'other-ca.pem');
  await mustRun('openssl', [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=other', '-days', '2'],
    ...['-keyout', join(folder, 'other-key.pem'), '-out', path],
  ]);
  return path;
}

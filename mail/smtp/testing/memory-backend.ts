import { type EmailAddress, formatEmailAddress } from '#kernel/email-address.ts';
import type { AccountId, PersonId } from '#kernel/ids.ts';
import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { Destination, ReceivedMessage, SmtpBackend, Spool } from '../backend.ts';

export interface StoredMessage {
  readonly envelope: Omit<ReceivedMessage, 'spool'>;
  readonly octets: Buffer;
}

/** A house with two people, in memory: anh@backan.gov.vn (password `dung`) and binh@backan.gov.vn. */
export class MemoryBackend implements SmtpBackend {
  readonly stored: StoredMessage[] = [];
  readonly spools: MemorySpool[] = [];
  readonly signIns: string[] = [];
  /** Recipients answered with a refusal at RCPT, by address. */
  readonly refusals = new Map<string, Refusal>();
  /** What accept answers, when it is not `ok`. */
  acceptRefusal: Refusal | null = null;
  /** Per recipient address, what acceptEach answers instead of ok. */
  readonly eachRefusals = new Map<string, Refusal>();
  acceptFault: Error | null = null;
  spoolFault: Error | null = null;
  /** Awaited before a message is accepted. */
  beforeAccept: () => Promise<void> = async () => {};

  async signIn(input: { username: string; password: string }): Promise<Result<Session>> {
    this.signIns.push(input.username);
    if (input.username === 'slow@backan.gov.vn') return refused(refusal('throttled', 'Too many attempts; try again later'));
    if (input.username !== 'anh@backan.gov.vn' || input.password !== 'dung')
      return refused(refusal('unauthenticated', 'Name or password is wrong'));
    return ok(sessionOf(input.username));
  }

  async admitSender(input: { session: Session | null; sender: EmailAddress | null }): Promise<Result<void>> {
    if (input.session === null || input.sender === null) return ok();
    if (formatEmailAddress(input.sender) === input.session.account.address) return ok();
    return refused(refusal('forbidden', 'Sender address is not yours'));
  }

  async resolveRecipient(input: { session: Session | null; recipient: EmailAddress }): Promise<Result<Destination>> {
    const address = formatEmailAddress(input.recipient);
    const refusedWith = this.refusals.get(address);
    if (refusedWith !== undefined) return refused(refusedWith);
    if (!input.recipient.domain.endsWith('backan.gov.vn')) {
      if (input.session === null) return refused(refusal('relay-denied', 'Relaying denied'));
      return ok({ kind: 'remote', address: input.recipient });
    }
    if (input.recipient.localPart.startsWith('khong')) return refused(refusal('not-found', 'No such mailbox'));
    return ok({ kind: 'local', accountId: 1 as AccountId, address });
  }

  async accept(message: ReceivedMessage): Promise<Result<{ id: string }>> {
    await this.beforeAccept();
    if (this.acceptFault !== null) throw this.acceptFault;
    if (this.acceptRefusal !== null) return refused(this.acceptRefusal);
    return ok({ id: await this.#store(message) });
  }

  async acceptEach(message: ReceivedMessage): Promise<Result<{ id: string }>[]> {
    if (this.acceptFault !== null) throw this.acceptFault;
    const id = await this.#store(message);
    return message.recipients.map((recipient) => {
      const refusedWith = this.eachRefusals.get(formatEmailAddress(recipient.address));
      return refusedWith === undefined ? ok({ id }) : refused(refusedWith);
    });
  }

  openSpool(): Spool {
    const spool = new MemorySpool(this.spoolFault);
    this.spools.push(spool);
    return spool;
  }

  get openSpools(): number {
    return this.spools.filter((spool) => !spool.disposed).length;
  }

  async #store(message: ReceivedMessage): Promise<string> {
    const { spool, ...envelope } = message;
    this.stored.push({ envelope, octets: await spool.read() });
    return `m${this.stored.length}`;
  }
}

class MemorySpool implements Spool {
  readonly #chunks: Buffer[] = [];
  readonly #fault: Error | null;
  disposed = false;

  constructor(fault: Error | null) {
    this.#fault = fault;
  }

  get sizeOctets(): number {
    return this.#chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  }

  async write(chunk: Buffer): Promise<void> {
    if (this.disposed) throw new Error('written after dispose');
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#fault !== null) throw this.#fault;
    this.#chunks.push(chunk);
  }

  async read(): Promise<Buffer> {
    if (this.disposed) throw new Error('read after dispose');
    return Buffer.concat(this.#chunks);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.disposed) throw new Error('disposed twice');
    this.disposed = true;
  }
}

function sessionOf(address: string): Session {
  const accountId = 1 as AccountId;
  return {
    actor: { personId: 1 as PersonId, accountId, address },
    credential: { kind: 'password' },
    account: { id: accountId, address },
    accessGeneration: 1,
  };
}

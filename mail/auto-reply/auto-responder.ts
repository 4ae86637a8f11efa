import { type Database, inTransaction } from '#io/database.ts';
import { type EmailAddress, formatEmailAddress } from '#kernel/email-address.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';
import type { Arrived } from '#mail/delivery/delivery-deps.ts';
import { type AnsweredMessage, composeAutoReply, type ReplyWords } from './compose.ts';
import { autoReplyLimits as limits } from './limits.ts';
import { mayAnswer } from './rules.ts';
import { claimSender } from './sent-sql.ts';

export interface AutoResponderDeps {
  readonly database: Database;
  readonly hostname: string;
  readonly now: () => Date;
  readonly unique: () => string;
  /** Whether senders from outside are answered too. */
  readonly outside: boolean;
  readonly isOurDomain: (domain: string) => Promise<boolean>;
  /** What is told in place of an account at that address; undefined: nothing any more. */
  readonly wordsFor: (tx: Tx, accountId: AccountId, address: EmailAddress) => Promise<ReplyWords | undefined>;
  /** Puts an answer, from `<>`, into an INBOX of ours or the outbound queue. */
  readonly deliver: (tx: Tx, message: { readonly to: string; readonly octets: Buffer }) => Promise<void>;
  readonly log: { info(fields: object): void; warn(fields: object): void };
}

interface ToAnswer {
  readonly accountId: AccountId;
  readonly recipient: EmailAddress;
  readonly sender: EmailAddress;
  readonly answered: AnsweredMessage;
}

/** Answers one after another what was delivered for somebody who has left or moved. Delivery only hands over, and waits for nothing. */
export class AutoResponder implements AsyncDisposable {
  readonly #deps: AutoResponderDeps;
  readonly #waiting: Arrived[] = [];
  #running: Promise<void> | null = null;
  #isStopping = false;

  constructor(deps: AutoResponderDeps) {
    this.#deps = deps;
  }

  hear(arrived: Arrived): void {
    if (this.#isStopping || arrived.message.sender === null) return;
    if (this.#waiting.length >= limits.waitingMax) {
      this.#deps.log.warn({ event: 'auto-reply.passed-over' });
      return;
    }
    this.#waiting.push(arrived);
    this.#running ??= this.#run();
  }

  async #run(): Promise<void> {
    for (let next = this.#waiting.shift(); next !== undefined && !this.#isStopping; next = this.#waiting.shift())
      for (const one of await this.#toAnswer(next).catch(this.#failed))
        await inTransaction(this.#deps.database, (tx) => this.#answer(tx, one)).catch(this.#failed);
    // With nothing awaited in between: what is heard from now on begins anew.
    this.#running = null;
  }

  readonly #failed = (err: unknown) => {
    this.#deps.log.warn({ event: 'auto-reply.failed', err });
    return [];
  };

  async #toAnswer({ message, header, facts }: Arrived): Promise<readonly ToAnswer[]> {
    const { sender, session } = message;
    if (sender === null) return [];
    const isSenderOurs = await this.#deps.isOurDomain(sender.domain);
    const { subject, messageId, references } = facts;
    const answered = { sender: formatEmailAddress(sender), subject, messageId, references };
    return message.recipients.flatMap(({ destination, address: recipient }) => {
      if (destination.kind !== 'local' || destination.isAnswered !== true) return [];
      const whole = { sender, isSignedIn: session !== null, isSenderOurs, recipient, addressees: [...facts.to, ...facts.cc], header };
      return mayAnswer(whole, this.#deps) ? [{ accountId: destination.accountId, recipient, sender, answered }] : [];
    });
  }

  async #answer(tx: Tx, { accountId, recipient, sender, answered }: ToAnswer): Promise<void> {
    const { hostname, now, unique, log, wordsFor, deliver } = this.#deps;
    const words = await wordsFor(tx, accountId, recipient);
    if (words === undefined || !(await claimSender(tx, accountId, answered.sender))) return;
    await deliver(tx, { to: answered.sender, octets: composeAutoReply({ words, answered, hostname, now: now(), unique: unique() }) });
    log.info({ event: 'auto-reply.sent', accountId, sender: formatEmailAddress(sender) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isStopping = true;
    await this.#running;
  }
}

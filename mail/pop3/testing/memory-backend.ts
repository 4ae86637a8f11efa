import type { AccountId, PersonId, Uid } from '#kernel/ids.ts';
import { type Refusal, refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Session } from '#kernel/session.ts';
import type { Maildrop, MaildropStanding, Pop3Backend } from '../backend.ts';

/** One mailbox, an@example.vn with password `mật khẩu 1`, kept in memory. */
export class MemoryBackend implements Pop3Backend {
  readonly messages = new Map<Uid, Buffer>();
  readonly uidValidity = 1_764_000_000;
  readonly username = 'an@example.vn';
  password = 'mật khẩu 1';
  /** What sign-in answers instead, and what removing does. */
  refusesSignIn: Refusal | null = null;
  refusesRemoval: Refusal | null = null;
  failsRemoval = false;
  standing: MaildropStanding = 'good';
  /** Octets of a piece that `read` gives. */
  pieceOctets = 65_536;
  /** Reading throws from this piece on. */
  failsAtPiece = Number.POSITIVE_INFINITY;
  piecesRead = 0;
  isLocked = false;
  /** What closing and removing wait for, the lock already gone. */
  slowness: Promise<void> = Promise.resolve();
  attempts: { username: string; password: string }[] = [];
  #uidNext = 7;

  add(octets: Buffer | string): Uid {
    const uid = this.#uidNext++ as Uid;
    this.messages.set(uid, Buffer.from(octets));
    return uid;
  }

  async signIn({ username, password }: { username: string; password: string }): Promise<Result<Maildrop>> {
    this.attempts.push({ username, password });
    if (this.refusesSignIn !== null) return refused(this.refusesSignIn);
    if (username !== this.username || password !== this.password) return refused(refusal('unauthenticated', 'Invalid credentials'));
    if (this.isLocked) return refused(refusal('conflict', 'Mailbox is in use'));
    this.isLocked = true;
    this.standing = 'good';
    return ok(this.#maildrop());
  }

  #maildrop(): Maildrop {
    const snapshot = new Map(this.messages);
    const backend = this;
    return {
      session: sessionOf(this.username),
      uidValidity: this.uidValidity,
      messages: [...snapshot].map(([uid, octets]) => ({ uid, octets: sizeSent(octets) })),
      standing: () => this.standing,
      read: (uid) => backend.#pieces(snapshot.get(uid)!),
      async remove(uids) {
        if (backend.failsRemoval) throw new Error('the database is gone');
        if (backend.refusesRemoval !== null) return refused(backend.refusesRemoval);
        for (const uid of uids) backend.messages.delete(uid);
        await backend.#release();
        return ok();
      },
      close: () => backend.#release(),
    };
  }

  async #release(): Promise<void> {
    this.standing = 'lock-lost';
    await this.slowness;
    this.isLocked = false;
  }

  async *#pieces(octets: Buffer): AsyncGenerator<Buffer> {
    for (let start = 0, piece = 0; start < octets.length; start += this.pieceOctets, piece++) {
      if (piece >= this.failsAtPiece) throw new Error('the store is gone');
      this.piecesRead += 1;
      yield octets.subarray(start, start + this.pieceOctets);
    }
  }
}

const sizeSent = (octets: Buffer) => octets.length + (octets.length === 0 || octets.toString('latin1').endsWith('\r\n') ? 0 : 2);

function sessionOf(address: string): Session {
  return {
    actor: { personId: 1 as PersonId, accountId: 1 as AccountId, address },
    credential: { kind: 'password' },
    account: { id: 1 as AccountId, address },
    accessGeneration: 1,
  };
}

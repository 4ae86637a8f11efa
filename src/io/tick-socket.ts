import { Socket } from 'node:net';

/**
 * A socket that sends what is written during one turn of the event loop in one go. Statements of a transaction that are sent
 * together are then one write instead of one each: the system call is the dearest part of a small statement.
 */
export class TickSocket extends Socket {
  #isHeld = false;

  readonly #release = (): void => {
    this.#isHeld = false;
    this.uncork();
  };

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of `connect` are passed on as they come
  override connect(...where: [any, any?, any?]): this {
    super.connect(...where);
    // node:net puts its own `write` before one that a class overrides.
    Reflect.deleteProperty(this, 'write');
    return this;
  }

  // biome-ignore lint/suspicious/noExplicitAny: the overloads of `write` are passed on as they come
  override write(...chunk: [any, any?, any?]): boolean {
    if (!this.#isHeld) {
      this.#isHeld = true;
      this.cork();
      process.nextTick(this.#release);
    }
    return super.write(...chunk);
  }
}

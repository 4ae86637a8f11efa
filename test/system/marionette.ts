import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

type Reply = [type: 1, id: number, error: { error: string; message: string; stacktrace: string } | null, result: { value?: unknown }];

/**
 * Gecko's automation channel: JSON arrays, each after its length and a colon
 * (https://firefox-source-docs.mozilla.org/testing/marionette/Protocol.html). One command at a time.
 */
export class Marionette implements AsyncDisposable {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #wake: () => void = () => undefined;
  #ids = 0;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#received = Buffer.concat([this.#received, chunk]);
      this.#wake();
    });
    socket.on('error', () => undefined); // seen as the close that follows
    socket.on('close', () => this.#wake());
  }

  /** A session in the program's own context, not a web page's. */
  static async open(port: number): Promise<Marionette> {
    const socket = connect({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    const marionette = new Marionette(socket);
    await marionette.#packet(); // its greeting
    await marionette.#command('WebDriver:NewSession', {});
    await marionette.#command('Marionette:SetContext', { value: 'chrome' });
    await marionette.#command('WebDriver:SetTimeouts', { script: 30_000 });
    return marionette;
  }

  /** Runs the body of an async function with `given`; answers what it returns, which must be JSON. */
  async run<T>(body: string, given: unknown = null): Promise<T> {
    const script = `const [given, done] = arguments;
      (async () => {${body}\n})().then((value) => done({ value }), (error) => done({ error: String(error) + '\\n' + error?.stack }));`;
    const { value } = await this.#command('WebDriver:ExecuteAsyncScript', { script, args: [given], sandbox: 'system', newSandbox: false });
    const outcome = value as { value: T; error?: string };
    if (outcome.error !== undefined) throw new Error(`Thunderbird: ${outcome.error}`);
    return outcome.value;
  }

  /** The program's window as PNG. */
  async screenshot(): Promise<Buffer> {
    const { value } = await this.#command('WebDriver:TakeScreenshot', { full: false, hash: false });
    return Buffer.from(String(value), 'base64');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.destroy();
  }

  async #command(name: string, parameters: unknown): Promise<{ value?: unknown }> {
    this.#ids += 1;
    const packet = JSON.stringify([0, this.#ids, name, parameters]);
    this.#socket.write(`${Buffer.byteLength(packet)}:${packet}`);
    const [, id, error, result] = (await this.#packet()) as Reply;
    if (id !== this.#ids) throw new Error(`${name} was answered out of turn`);
    if (error !== null) throw new Error(`${name}: ${error.error}: ${error.message}\n${error.stacktrace}`);
    return result;
  }

  async #packet(): Promise<unknown> {
    for (;;) {
      const colon = this.#received.indexOf(':');
      const length = colon < 0 ? Number.NaN : Number(this.#received.toString('latin1', 0, colon));
      if (this.#received.length >= colon + 1 + length) {
        const text = this.#received.toString('utf8', colon + 1, colon + 1 + length);
        this.#received = this.#received.subarray(colon + 1 + length);
        return JSON.parse(text);
      }
      if (this.#socket.closed) throw new Error('Thunderbird closed its automation channel');
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }
}

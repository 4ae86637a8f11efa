import { LineClient } from '#mail/connection/testing/line-client.ts';
import { ResponseReader } from '#test/helpers/imap-response.ts';
import { ClientView } from './client-view.ts';
import { verbsInMailbox } from './command-grammar.ts';
import type { FuzzCommand, Token } from './command-text.ts';
import { readStatus, readUntagged } from './response-grammar.ts';

export interface Outcome {
  readonly status: string;
  readonly code: string;
}

/** No command here takes a hundredth of it: a server that is silent for so long has forgotten to answer. */
const silenceMsMax = 5_000;

/** A client that trusts nothing: every response must follow the grammar and fit to those before it. */
export class FuzzClient extends LineClient {
  readonly view = new ClientView();
  /** What was said, to be shown when something is wrong. */
  readonly transcript: string[] = [];
  #tags = 0;
  #saidBye = false;

  async greeting(): Promise<void> {
    await this.#response();
  }

  /** Sends a command as the server lets it (waiting for literals, ending IDLE), and answers how it ended. */
  async perform(command: FuzzCommand): Promise<Outcome> {
    this.#tags += 1;
    const tag = `F${this.#tags}`;
    const { verb } = command;
    const wasSelected = this.view.isSelected;
    this.view.begins(verb);
    const outcome = await this.#dialogue(tag, verb, chunksOf(`${tag} ${verb}`, command.tokens));
    if (outcome.code === 'SERVERBUG') throw new Error('the server failed');
    // RFC 9051 §6.4.5 and others: a number beyond those there are is an error of the client's.
    const isNumberBeyond = /no such message number/i.test(this.transcript.at(-1)!);
    if (command.isValid && outcome.status === 'BAD' && !isNumberBeyond && (wasSelected || !verbsInMailbox.has(verb)))
      throw new Error('BAD though the command is well formed');
    this.view.ends(verb, outcome.status);
    return outcome;
  }

  async #dialogue(tag: string, verb: string, chunks: readonly string[]): Promise<Outcome> {
    let next = 0;
    this.#write(chunks[next++]!);
    for (;;) {
      const line = await this.#response();
      if (line.startsWith('+ ')) this.#write(next < chunks.length ? chunks[next++]! : this.#continuation(verb));
      else if (line.startsWith(`${tag} `)) return readStatus(new ResponseReader(line.slice(tag.length + 1)));
      else this.view.takes(readUntagged(line, this.view.isUtf8), verb);
    }
  }

  #continuation(verb: string): string {
    if (verb === 'IDLE') return 'DONE\r\n';
    throw new Error(`nothing to go on with in ${verb}`);
  }

  #write(octets: string): void {
    this.transcript.push(`C: ${octets}`);
    this.send(Buffer.from(octets, 'latin1'));
  }

  /** One response with its literals, octets one per character. */
  async #response(): Promise<string> {
    let line = await this.#octetLine();
    for (let literal = /\{(\d+)\}$/.exec(line); literal !== null; literal = /\{(\d+)\}$/.exec(line))
      line += `\r\n${await this.#octets(Number(literal[1]))}${await this.#octetLine()}`;
    this.transcript.push(`S: ${line}`);
    if (line.startsWith('* BYE ')) this.#saidBye = true;
    return line;
  }

  async #octetLine(): Promise<string> {
    for (;;) {
      const end = this.received.indexOf('\r\n');
      if (end >= 0) return this.take(end + 2).toString('latin1', 0, end);
      await this.#wait();
    }
  }

  async #octets(count: number): Promise<string> {
    while (this.received.length < count) await this.#wait();
    return this.take(count).toString('latin1');
  }

  async #wait(): Promise<void> {
    if (this.ended) throw new Error(this.#saidBye ? 'the server said BYE' : 'the server hung up without BYE, or never answered');
    const silence = setTimeout(() => this.destroy(), silenceMsMax);
    await this.more();
    clearTimeout(silence);
  }
}

/** The command cut where the client must wait for the server to ask for a literal. */
function chunksOf(start: string, tokens: readonly Token[]): string[] {
  const chunks = [start];
  for (const token of tokens) {
    if (typeof token === 'string') chunks[chunks.length - 1] += token;
    else {
      chunks[chunks.length - 1] += `${token.isLiteral8 ? '~' : ''}{${token.octets.length}${token.waits ? '' : '+'}}\r\n`;
      if (token.waits) chunks.push(token.octets);
      else chunks[chunks.length - 1] += token.octets;
    }
  }
  chunks[chunks.length - 1] += '\r\n';
  return chunks;
}

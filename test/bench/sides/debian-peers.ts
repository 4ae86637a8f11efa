import type { ChildProcess } from 'node:child_process';
import { access, chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unusedPort } from '#test/helpers/port-base.ts';
import type { Account } from '../load/jobs.ts';
import { writeDovecotConfig } from './dovecot.ts';
import type { MailSide } from './mail-side.ts';
import { untilQueueIsEmpty, writePostfixConfig } from './postfix.ts';
import { memoryKb, processorMs } from './process-family.ts';
import { end, execute, launch, untilListening } from './run-program.ts';

const postfix = '/usr/sbin/postfix';
const postfixMaster = '/usr/lib/postfix/sbin/master';
const dovecot = '/usr/sbin/dovecot';
const needed = [postfix, postfixMaster, dovecot, '/usr/lib/dovecot/lmtp', '/usr/lib/dovecot/imap'];

/** Why Debian's programs cannot be measured here; null when they can. */
export async function whyNoPeers(): Promise<string | null> {
  if (process.getuid?.() !== 0) return 'Postfix and Dovecot change user: only root can start them';
  const missing: string[] = [];
  for (const file of needed) await access(file).catch(() => missing.push(file));
  return missing.length === 0 ? null : `not installed: ${missing.join(', ')} (postfix, dovecot-imapd, dovecot-lmtpd)`;
}

export interface PeersPlan {
  readonly units: readonly string[];
  readonly people: readonly Account[];
  readonly format: 'maildir' | 'sdbox';
}

/** Debian's Postfix before Debian's Dovecot, on loopback, in a temporary folder: nothing of the machine's own configuration is read or changed. */
export class DebianPeers implements MailSide {
  readonly name = 'Postfix + Dovecot';
  readonly units: readonly string[];
  readonly people: readonly Account[];
  readonly ports: MailSide['ports'];
  readonly #folder: string;
  readonly #children: ChildProcess[] = [];
  readonly #plan: PeersPlan;

  private constructor(plan: PeersPlan, folder: string, ports: MailSide['ports']) {
    this.units = plan.units;
    this.people = plan.people;
    this.ports = ports;
    this.#plan = plan;
    this.#folder = folder;
  }

  static async create(plan: PeersPlan): Promise<DebianPeers> {
    const folder = await mkdtemp(join(tmpdir(), 'congthu-bench-peers-'));
    await chmod(folder, 0o755);
    const ports = { smtp: await unusedPort(), lmtp: await unusedPort(), imap: await unusedPort() };
    return new DebianPeers(plan, folder, ports);
  }

  /** Milliseconds until all three ports greet. */
  async start(): Promise<number> {
    const accounts = [...this.people, ...this.units.map((address) => ({ address, password: 'never used' }))];
    const folder = this.#folder;
    const config = await writeDovecotConfig({ folder, ports: this.ports, accounts, format: this.#plan.format });
    await chmod(join(folder, 'mail'), 0o777);
    const recipients = accounts.map(({ address }) => address);
    const conf = await writePostfixConfig({ folder, smtpPort: this.ports.smtp, recipients, lmtpSocket: join(folder, 'run/lmtp') });
    const begun = performance.now();
    const dovecotChild = launch(dovecot, ['-F', '-c', config], join(folder, 'out.log'));
    this.#children.push(dovecotChild);
    await untilListening(dovecotChild, [this.ports.lmtp, this.ports.imap]);
    await execute(postfix, ['-c', conf, 'check']); // makes the folders of the queue
    const postfixChild = launch(postfixMaster, ['-c', conf, '-d'], join(folder, 'out.log'));
    this.#children.push(postfixChild);
    await untilListening(postfixChild, [this.ports.smtp]);
    return performance.now() - begun;
  }

  async stop(): Promise<void> {
    for (const child of this.#children.splice(0).reverse()) await end(child);
  }

  settle(): Promise<void> {
    return untilQueueIsEmpty(this.#folder);
  }

  async processorMs(): Promise<number> {
    const used = await Promise.all(this.#children.map((child) => processorMs(child.pid ?? 0)));
    return used.reduce((sum, ms) => sum + ms, 0);
  }

  async memoryKb(): Promise<number> {
    const held = await Promise.all(this.#children.map((child) => memoryKb(child.pid ?? 0)));
    return held.reduce((sum, kb) => sum + kb, 0);
  }

  async restart(): Promise<number> {
    await this.stop();
    return this.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

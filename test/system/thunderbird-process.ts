import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { SamplePerson, TestSystem } from '#test/helpers/start-system.ts';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { Marionette } from './marionette.ts';

/** Debian's Thunderbird, in Vietnamese, on a screen of its own, with one account: a sample person's. */
export class ThunderbirdProcess implements AsyncDisposable {
  readonly #children: ChildProcess[] = [];
  #marionette: Marionette | undefined;
  #said = '';

  static async start(folder: string, system: TestSystem, person: SamplePerson): Promise<ThunderbirdProcess> {
    const thunderbird = new ThunderbirdProcess();
    try {
      await thunderbird.#start(folder, system, person);
    } catch (cause) {
      await thunderbird[Symbol.asyncDispose]();
      throw new Error(`Thunderbird did not start: ${thunderbird.#said.slice(-4_000)}`, { cause });
    }
    return thunderbird;
  }

  get marionette(): Marionette {
    if (this.#marionette === undefined) throw new Error('Thunderbird was not started');
    return this.#marionette;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#marionette?.[Symbol.asyncDispose]();
    for (const child of this.#children.toReversed()) {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) continue;
      const gone = once(child, 'exit');
      process.kill(-child.pid, 'SIGKILL'); // with all that it started; the profile is thrown away
      await gone;
    }
  }

  async #start(folder: string, system: TestSystem, person: SamplePerson): Promise<void> {
    const profile = join(folder, 'profile');
    await mkdir(profile, { recursive: true });
    const lines = Object.entries(settings(system, person)).map(
      ([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`,
    );
    await writeFile(join(profile, 'user.js'), `${lines.join('\n')}\n`);
    const args = ['--no-remote', '--profile', profile, '--marionette', '--remote-allow-system-access'];
    const child = this.#spawn('thunderbird', args, {
      HOME: folder,
      DISPLAY: await this.#screen(),
      LC_ALL: 'C.UTF-8',
      TZ: 'Asia/Ho_Chi_Minh',
      MOZ_CRASHREPORTER_DISABLE: '1',
      NO_AT_BRIDGE: '1',
    });
    const port = await waitUntil(
      'Thunderbird opens its automation channel',
      async () => {
        if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
        return Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8').catch(() => '')) || undefined;
      },
      { msMax: 60_000 },
    );
    this.#marionette = await Marionette.open(port);
    await this.marionette.run(trustAndPasswords, { ca: system.ca.toString(), user: person.address, password: person.password });
  }

  /** An X server that chooses a free display itself; its number. */
  async #screen(): Promise<string> {
    const xvfb = this.#spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1400x900x24', '-nolisten', 'tcp'], {});
    let display = '';
    (xvfb.stdio[3] as Readable).on('data', (chunk: Buffer) => {
      display += chunk.toString();
    });
    await waitUntil('the X server is ready', () => {
      if (xvfb.exitCode !== null) throw new Error(`Xvfb ended with ${xvfb.exitCode}`);
      return display.endsWith('\n');
    });
    return `:${display.trim()}`;
  }

  #spawn(command: string, args: readonly string[], env: Readonly<Record<string, string>>): ChildProcess {
    const child = spawn(command, args, { detached: true, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#said += text;
      });
    child.once('error', (error) => {
      this.#said += error.message;
    });
    this.#children.push(child);
    return child;
  }
}

/** What its account wizard would write. */
function settings(system: TestSystem, person: SamplePerson): Record<string, string | number | boolean> {
  const passwordOverTls = { socketType: 3, authMethod: 3 };
  const under = (prefix: string, values: Record<string, string | number | boolean>) =>
    Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}.${name}`, value]));
  return {
    'intl.locale.requested': 'vi',
    'extensions.autoDisableScopes': 0, // the language pack stands in the system's folder
    'marionette.port': 0,
    'mail.accountmanager.accounts': 'account1,account2',
    'mail.accountmanager.defaultaccount': 'account1',
    'mail.accountmanager.localfoldersserver': 'server2',
    'mail.account.account1.server': 'server1',
    'mail.account.account1.identities': 'id1',
    'mail.account.account2.server': 'server2',
    ...under('mail.identity.id1', {
      fullName: person.name,
      useremail: person.address,
      smtpServer: 'smtp1',
      valid: true,
      compose_html: false,
    }),
    ...under('mail.server.server1', {
      type: 'imap',
      hostname: 'localhost',
      port: system.ports.imaps,
      userName: person.address,
      name: person.address,
      check_new_mail: false, // by the clock; what comes is heard by IDLE alone
      login_at_startup: false, // before its authority is trusted
      ...passwordOverTls,
    }),
    ...under('mail.server.server2', { type: 'none', hostname: 'Local Folders', userName: 'nobody', name: 'Local Folders' }),
    'mail.smtpservers': 'smtp1',
    'mail.smtp.defaultserver': 'smtp1',
    ...under('mail.smtpserver.smtp1', {
      hostname: 'localhost',
      port: system.ports.submissions,
      username: person.address,
      try_ssl: passwordOverTls.socketType,
      authMethod: passwordOverTls.authMethod,
    }),
    ...quiet,
  };
}

/** Nothing asks, nothing is looked for on the net. */
const quiet = {
  'app.update.enabled': false,
  'app.donation.eoy.version.viewed': 999,
  'app.normandy.enabled': false,
  'browser.safebrowsing.downloads.remote.enabled': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.dataSubmissionPolicyBypassNotification': true,
  'extensions.getAddons.cache.enabled': false,
  'extensions.update.enabled': false,
  'mail.inappnotifications.enabled': false,
  'mail.provider.suppress_dialog_on_startup': true,
  'mail.rights.version': 1,
  'mail.shell.checkDefaultClient': false,
  'mail.spotlight.firstRunDone': true,
  'mail.winsearch.firstRunDone': true,
  'mailnews.start_page.enabled': false,
  'mailnews.start_page_override.mstone': 'ignore',
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'toolkit.telemetry.enabled': false,
} as const;

/** The local authority is trusted for servers and for mail, and the passwords stand where the program keeps them. */
const trustAndPasswords = `
  const certificates = Cc['@mozilla.org/security/x509certdb;1'].getService(Ci.nsIX509CertDB);
  certificates.addCertFromBase64(given.ca.replace(/-----[A-Z ]+-----|\\s/g, ''), 'CT,CT,CT');
  for (const origin of ['imap://localhost', 'smtp://localhost']) {
    const login = Cc['@mozilla.org/login-manager/loginInfo;1'].createInstance(Ci.nsILoginInfo);
    login.init(origin, null, origin, given.user, given.password, '', '');
    await Services.logins.addLoginAsync(login);
  }
`;

import { chmod, chown, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { waitUntil } from '#test/helpers/wait-until.ts';
import { benchLimits } from '../limits.ts';
import { execute } from './run-program.ts';

export interface PostfixPlan {
  readonly folder: string;
  readonly smtpPort: number;
  readonly recipients: readonly string[];
  /** Where mail goes on to: a unix socket that speaks LMTP. */
  readonly lmtpSocket: string;
}

/** Writes main.cf, master.cf and the list of recipients into a configuration folder of its own; answers the folder. */
export async function writePostfixConfig(plan: PostfixPlan): Promise<string> {
  const conf = join(plan.folder, 'conf');
  for (const name of ['conf', 'queue', 'data']) await mkdir(join(plan.folder, name), { recursive: true });
  const { stdout: uid } = await execute('id', ['-u', 'postfix']);
  await chown(join(plan.folder, 'data'), Number(uid), -1);
  await chmod(join(plan.folder, 'data'), 0o700);
  await writeFile(join(conf, 'recipients'), plan.recipients.map((recipient) => `${recipient} ok\n`).join(''));
  await writeFile(join(conf, 'main.cf'), mainConfig(plan, conf));
  await writeFile(join(conf, 'master.cf'), masterConfig(plan.smtpPort));
  return conf;
}

// Debian's defaults where nothing is said, except in_flow_delay: by default Postfix holds clients back while its queue grows, which would
// measure the brake. It always fsyncs a queue file before it answers 250.
const mainConfig = ({ folder, recipients, lmtpSocket }: PostfixPlan, conf: string) => `
compatibility_level = 3.6
queue_directory = ${folder}/queue
data_directory = ${folder}/data
maillog_file = ${folder}/postfix.log
maillog_file_prefixes = ${folder}
myhostname = mx.bench.example.vn
mydestination =
alias_maps =
local_recipient_maps =
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
mynetworks = 127.0.0.0/8
smtpd_peername_lookup = no
disable_dns_lookups = yes
virtual_mailbox_domains = ${[...new Set(recipients.map((recipient) => recipient.split('@')[1]))].join(' ')}
virtual_mailbox_maps = texthash:${conf}/recipients
virtual_transport = lmtp:unix:${lmtpSocket}
default_transport = error
relay_transport = error
message_size_limit = 26214400
smtpd_recipient_limit = 1000
in_flow_delay = 0
biff = no
`;

const masterConfig = (port: number) =>
  [
    `127.0.0.1:${port} inet n - n - - smtpd`,
    'pickup unix n - n 60 1 pickup',
    'cleanup unix n - n - 0 cleanup',
    'qmgr unix n - n 300 1 qmgr',
    'rewrite unix - - n - - trivial-rewrite',
    'bounce unix - - n - 0 bounce',
    'defer unix - - n - 0 bounce',
    'trace unix - - n - 0 bounce',
    'verify unix - - n - 1 verify',
    'flush unix n - n 1000? 0 flush',
    'proxymap unix - - n - - proxymap',
    'error unix - - n - - error',
    'retry unix - - n - - error',
    'lmtp unix - - n - - lmtp',
    'anvil unix - - n - 1 anvil',
    'scache unix - - n - 1 scache',
    'postlog unix-dgram n - n - 1 postlogd',
    '',
  ].join('\n');

/** Until the queue has handed everything on. */
export async function untilQueueIsEmpty(folder: string): Promise<void> {
  const options = { msMax: benchLimits.settleMsMax, everyMs: benchLimits.settlePollMs };
  await waitUntil('the queue of Postfix is empty', async () => (await waiting(folder)) === 0, options);
}

// The deferred queue has folders for the first letter of a name.
async function waiting(folder: string): Promise<number> {
  let count = 0;
  for (const name of ['incoming', 'active', 'deferred']) {
    const entries = await readdir(join(folder, 'queue', name), { withFileTypes: true, recursive: name === 'deferred' });
    count += entries.filter((entry) => entry.isFile()).length;
  }
  return count;
}

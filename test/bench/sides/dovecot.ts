import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Account } from '../load/jobs.ts';

export interface DovecotPlan {
  readonly folder: string;
  readonly ports: { readonly lmtp: number; readonly imap: number };
  readonly accounts: readonly Account[];
  readonly format: 'maildir' | 'sdbox';
}

// Each account's mail belongs to an OS user of its own, who needs no name: Linux lets one user have 128 watches at once (inotify, of
// which a client in IDLE takes two), and beyond that IDLE looks at its folder every half minute only.
const firstUid = 20_000;
const nogroup = 65_534;

/** Writes dovecot.conf and the users; answers the file. */
export async function writeDovecotConfig({ folder, ports, accounts, format }: DovecotPlan): Promise<string> {
  await mkdir(join(folder, 'mail'), { recursive: true });
  await writeFile(join(folder, 'users'), usersFile(accounts));
  const file = join(folder, 'dovecot.conf');
  await writeFile(file, dovecotConfig(folder, ports, format));
  return file;
}

function usersFile(accounts: readonly Account[]): string {
  return accounts.map(({ address, password }, index) => `${address}:{PLAIN}${password}:${firstUid + index}:${nogroup}::::\n`).join('');
}

// Debian's defaults where nothing is said. Saved mail is fsynced (mail_fsync = optimized: "whenever it may be lost otherwise").
const dovecotConfig = (folder: string, ports: DovecotPlan['ports'], format: DovecotPlan['format']) => `
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/dovecot.log
instance_name = congthu-bench
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_cache_size = 1M
mail_fsync = optimized
mail_location = ${format}:${folder}/mail/%Lu
first_valid_uid = 1
mail_max_userip_connections = 10000
# For thousands of clients: connections of all of them to what they share (and below, a process for each).
default_client_limit = 10000
passdb {
  driver = passwd-file
  args = username_format=%Lu ${folder}/users
}
userdb {
  driver = passwd-file
  args = username_format=%Lu ${folder}/users
  override_fields = home=${folder}/mail/%Lu
}
namespace inbox {
  inbox = yes
}
service imap-login {
  # The "high-performance" mode of its manual: one process, many sign-ins.
  service_count = 0
  process_min_avail = 1
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service imap {
  process_min_avail = 4
  process_limit = 5000
}
service lmtp {
  process_min_avail = 4
  unix_listener lmtp {
    mode = 0666
  }
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${ports.lmtp}
  }
}
protocol lmtp {
  postmaster_address = postmaster@backan.gov.vn
}
`;

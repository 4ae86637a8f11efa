import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '#config/schema.ts';
import { hashPassword } from '#directory/access/argon2id.ts';
import { setPasswordHash } from '#directory/access/set-password.ts';
import { installedProvince, recordInstallation } from '#directory/org/installation-sql.ts';
import { quotaOctetsDefault } from '#directory/org/limits.ts';
import type { Province } from '#directory/org/province.ts';
import { createAdministrator } from '#directory/people/create-administrator.ts';
import type { CreatedPerson } from '#directory/people/create-people.ts';
import { createProvince } from '#directory/people/create-province.ts';
import { inTransaction, openDatabase } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import type { LocalAuthority } from '#io/tls/local-authority.ts';
import { writeDurably } from '#io/write-durably.ts';
import type { Tx } from '#kernel/tx.ts';
import { createDefaultMailboxes } from '#mail/store/mailboxes.ts';
import { connectionLimits } from './limits.ts';
import type { Installation } from './open-installation.ts';
import { allPorts } from './ports.ts';
import { readProvince } from './read-province.ts';
import { issueSampleCertificates, type SampleCertificate } from './sample-certificates.ts';

export interface FirstRunInput {
  readonly config: Config;
  readonly installation: Installation;
  readonly authority: LocalAuthority;
  readonly log: Log;
  /** The sample people too, each with a password and a certificate. */
  readonly withPeople: boolean;
}

/**
 * Sets up the configured province when the database has none yet: units and their mailboxes, an administrator, and the sample people.
 * What only this moment knows (passwords) is written to first-run.json before the commit, so that it can never be lost to a crash.
 * Answers whether it did anything; refuses (unless asked to set up anew) a configuration that names another province than the database holds.
 */
export async function firstRun(input: FirstRunInput): Promise<boolean> {
  const onIdleError = (err: Error) => input.log.warn({ event: 'worker.database-connection-lost', err });
  await using database = openDatabase(input.installation.application, {
    poolSize: connectionLimits.firstRun,
    applicationName: 'congthu first run',
    onIdleError,
  });
  const installed = await installedProvince(database);
  const province = await readProvince(input.config);
  if (installed !== null) {
    if (installed === province.id || !input.withPeople) return false;
    throw new Error(`the database holds the province "${installed}", and province: names "${province.id}" (${input.config.province})`);
  }
  await mkdir(input.installation.dataDir.certificates, { recursive: true, mode: 0o700 });
  await inTransaction(database, (tx) => setUp(input, province, tx));
  await input.installation.analyze();
  input.log.info({
    event: 'installation.created',
    province: province.name,
    units: province.units.length,
    people: input.withPeople ? province.people.length : 0,
  });
  return true;
}

async function setUp(input: FirstRunInput, province: Province, tx: Tx): Promise<void> {
  const created = await createProvince(
    { tx, createMailboxes: createDefaultMailboxes },
    { province, withPeople: input.withPeople, quotaOctets: quotaOctetsDefault },
  );
  if (!created.ok)
    throw new Error(
      `the province cannot be set up:\n${created.refusal.map(({ key, refusal }) => `  ${key}: ${refusal.message}`).join('\n')}`,
    );
  const administrator = await createAdministrator(
    { tx, createMailboxes: createDefaultMailboxes },
    { localPart: 'quantri', domain: province.domains[0]!, quotaOctets: quotaOctetsDefault.personal },
  );
  if (!administrator.ok) throw new Error(`the administrator cannot be set up: ${administrator.refusal.message}`);
  const { people } = created.value;
  const accounts = [administrator.value.accountId, ...people.map((person) => person.accountId)];
  const passwords = accounts.map(() => randomPassword());
  const hashes = await Promise.all(passwords.map(hashPassword));
  for (const [index, accountId] of accounts.entries()) await setPasswordHash(tx, { accountId, hash: hashes[index]!, mustChange: false });
  const certificates = await issueSampleCertificates(input.authority, input.installation.dataDir.certificates, province.name, people);
  const file = join(input.installation.dataDir.root, 'first-run.json');
  const admin = { address: administrator.value.address, password: passwords[0]! };
  await writeDurably(file, firstRunText(input, province, admin, people, passwords.slice(1), certificates), 0o600);
  await recordInstallation(tx, province.id);
}

// 80 bits: 16 of 32 letters and digits, none of which look alike.
function randomPassword(): string {
  const alphabet = 'abcdefghijkmnpqrstuvwxyz23456789';
  return Array.from(randomBytes(16), (octet) => alphabet[octet % alphabet.length]).join('');
}

function firstRunText(
  input: FirstRunInput,
  province: Province,
  admin: { address: string; password: string },
  people: readonly CreatedPerson<string>[],
  passwords: readonly string[],
  certificates: readonly SampleCertificate[],
): string {
  const unitNames = new Map(province.units.map((unit) => [unit.key, unit.name]));
  const root = input.installation.dataDir.root;
  const described = people.map((person, index) => {
    const post = province.people.find((one) => one.key === person.key)?.posts[0];
    const { p12, p12Password } = certificates[index]!;
    return {
      address: `${person.localPart}@${person.domain}`,
      password: passwords[index],
      name: person.displayName,
      unit: post === undefined ? '' : unitNames.get(post.unit),
      post: post?.title ?? '',
      p12,
      p12Password,
    };
  });
  const content = { ports: allPorts(input.config.portBase), ca: join(root, 'tls', 'ca.pem'), admin, people: described };
  return `${JSON.stringify(content, null, 2)}\n`;
}

import { userInfo } from 'node:os';
import { type PostgresLog, postgresEvents } from './events.ts';
import { type RunAs, runProgram } from './run-program.ts';

const productUser = 'congthu';

/**
 * Whom PostgreSQL runs as. An ordinary user runs it as oneself. PostgreSQL refuses root, so root runs it as the user named in
 * the configuration, else the owner of an existing cluster, else `congthu` (created at need), else Debian's `postgres`.
 */
export async function chooseOsUser(wanted: string | undefined, clusterOwner: number | undefined, log: PostgresLog): Promise<RunAs> {
  const self = ownIdentity();
  if (self.uid !== 0) return ordinaryUser(self, wanted, clusterOwner);
  if (wanted !== undefined) {
    const user = await lookUp(wanted);
    if (!user) throw new Error(`OS user "${wanted}" for the embedded PostgreSQL does not exist`);
    if (user.uid === 0) throw new Error(`The embedded PostgreSQL cannot run as "${wanted}": it refuses to run as root`);
    return user;
  }
  if (clusterOwner !== undefined && clusterOwner !== 0) {
    const owner = await lookUp(String(clusterOwner));
    if (owner) return owner;
  }
  return (await lookUp(productUser)) ?? (await createProductUser(log));
}

function ownIdentity(): RunAs {
  const uid = process.getuid?.();
  const gid = process.getgid?.();
  if (uid === undefined || gid === undefined)
    throw new Error('The embedded PostgreSQL needs Linux; set database.url to use another server');
  return { name: ownName(uid), uid, gid, isSelf: true };
}

function ownName(uid: number): string {
  try {
    return userInfo().username;
  } catch {
    return String(uid); // a uid without a passwd entry, as containers have it
  }
}

function ordinaryUser(self: RunAs, wanted: string | undefined, clusterOwner: number | undefined): RunAs {
  if (wanted !== undefined && wanted !== self.name)
    throw new Error(`Only root can run the embedded PostgreSQL as "${wanted}"; this process is "${self.name}"`);
  if (clusterOwner !== undefined && clusterOwner !== self.uid)
    throw new Error(
      `The database of this data folder belongs to the OS user with uid ${clusterOwner}: start as that user or as root, not as "${self.name}"`,
    );
  return self;
}

/** By name or uid, through `id` so that every NSS source counts. */
async function lookUp(user: string): Promise<RunAs | undefined> {
  const [name, uid, gid] = await Promise.all(['-un', '-u', '-g'].map((flag) => runProgram('id', [flag, '--', user])));
  if (name?.code !== 0 || uid?.code !== 0 || gid?.code !== 0) return undefined;
  return { name: name.output.trim(), uid: Number(uid.output), gid: Number(gid.output), isSelf: false };
}

async function createProductUser(log: PostgresLog): Promise<RunAs> {
  const created = await runProgram('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', productUser]);
  const user = await lookUp(productUser); // also when another process has just created it
  if (user) {
    log('info', postgresEvents.osUserCreated, { user: user.name, uid: user.uid });
    return user;
  }
  const debianUser = await lookUp('postgres');
  if (debianUser) return debianUser;
  throw new Error(
    `PostgreSQL does not run as root, and the OS user "${productUser}" could not be created (${created.output.trim()}): create it, or name another in the configuration`,
  );
}

import { randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { recordAct } from '#directory/audit/audit-sql.ts';
import { uuidUrn } from '#directory/people/uuid-urn.ts';
import { type Database, inTransaction } from '#io/database.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import type { Tx } from '#kernel/tx.ts';
import { appleProfile } from './apple-profile.ts';
import { deleteDeviceSetup, insertDeviceSetup, isWaitingSetup, takeSetupTry, type WaitingSetup } from './device-setup-sql.ts';
import { deviceSetupLimits } from './limits.ts';
import { codeMac, sealForDevice, unsealForDevice } from './seal-for-device.ts';
import type { MailServer } from './written-steps.ts';

export interface BegunSetup {
  /** In the address that the phone opens. */
  readonly id: string;
  /** Six digits: shown beside it, and never in the address. */
  readonly code: string;
  readonly endsAt: Date;
}

/** Lets one phone fetch an app password that was just made, once, within minutes. `key`: of the server, not of the database. */
export async function beginDeviceSetup(
  { tx, key }: { readonly tx: Tx; readonly key: Buffer },
  made: { readonly appPasswordId: string; readonly password: string },
): Promise<BegunSetup> {
  const { codeDigits, idOctets, triesMax, openMs } = deviceSetupLimits;
  const id = randomBytes(idOctets).toString('base64url');
  const code = String(randomInt(10 ** codeDigits)).padStart(codeDigits, '0');
  const sealed = sealForDevice(key, { id, code }, made.password);
  const row = { id, appPasswordId: made.appPasswordId, codeMac: codeMac(key, id, code), sealed, triesMax, openMs };
  return { id, code, endsAt: await insertDeviceSetup(tx, row) };
}

export interface ProfileDeps {
  readonly database: Database;
  readonly key: Buffer;
  readonly server: MailServer;
  readonly provinceName: string;
  /** The local CA's certificate in PEM; null where devices trust the server already. */
  readCa(): Promise<string | null>;
  /** As the profile goes out: in a signature, or as it is where there is no key to sign with. */
  sign(profile: string): Buffer;
}

interface Fetching {
  readonly id: string;
  readonly code: string;
  readonly peer: Peer;
}

export function waitsForPhone({ database }: Pick<ProfileDeps, 'database'>, id: string): Promise<boolean> {
  return isWaitingSetup(database, id);
}

/** The profile, to whoever has the address and the digits; then it is gone. That it is over, and that it never was, are one answer. */
export async function fetchProfile(deps: ProfileDeps, { id, code: typed, peer }: Fetching): Promise<Result<Buffer>> {
  const waiting = await takeSetupTry(deps.database, id);
  if (waiting === undefined) return refused(over);
  const code = typed.replace(/\s/g, '');
  if (!timingSafeEqual(codeMac(deps.key, id, code), waiting.codeMac)) return refused(wrongCode);
  const password = unsealForDevice(deps.key, { id, code }, waiting.sealed);
  if (!(await handOver(deps.database, id, waiting, peer))) return refused(over);
  const { server, provinceName: organisation } = deps;
  const { opens, appPasswordId } = waiting;
  const uuidOf = (name: string) => uuidUrn(name).replace('urn:uuid:', '').toUpperCase();
  const account = { server, address: opens.address, name: opens.name, password };
  return ok(deps.sign(appleProfile({ ...account, id: appPasswordId, organisation, ca: await deps.readCa(), uuidOf })));
}

function handOver(database: Database, id: string, { owner, opens, appPasswordId }: WaitingSetup, { address }: Peer): Promise<boolean> {
  return inTransaction(database, async (tx) => {
    if (!(await deleteDeviceSetup(tx, id))) return false;
    const origin = { via: 'http', peer: address, credential: { kind: 'none', reason: 'device-setup code' } } as const;
    const detail = { appPasswordId, opens: opens.address };
    const { accountId, address: target } = owner;
    await recordAct(tx, { actorAccountId: accountId, act: 'account.fetch-profile', target, accountId, origin, detail });
    return true;
  });
}

const over = refusalInBoth('not-found', {
  vi: 'Mã QR này đã dùng hoặc đã hết hạn. Hãy tạo mật khẩu ứng dụng khác.',
  en: 'This QR code was used or is over. Make another app password.',
});
const wrongCode = refusalInBoth('unauthenticated', { vi: 'Mã 6 số không đúng', en: 'The six digits are not right' });

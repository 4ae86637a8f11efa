import { type Database, type HotStatement, queryIn, queryOn } from '#io/database.ts';
import type { AccountId } from '#kernel/ids.ts';
import type { Tx } from '#kernel/tx.ts';

interface NewDeviceSetup {
  readonly id: string;
  readonly appPasswordId: string;
  readonly codeMac: Buffer;
  readonly sealed: Buffer;
  readonly triesMax: number;
  readonly openMs: number;
}

/** Answers until when it waits. What nobody fetched in time goes on the way. */
export async function insertDeviceSetup(tx: Tx, made: NewDeviceSetup): Promise<Date> {
  await queryIn(tx, deleteOver, []);
  const values = [made.id, made.appPasswordId, made.codeMac, made.sealed, made.triesMax, made.openMs];
  const [row] = await queryIn<{ endsAt: Date }>(tx, insert, values);
  return row!.endsAt;
}

export interface WaitingSetup {
  readonly codeMac: Buffer;
  readonly sealed: Buffer;
  readonly appPasswordId: string;
  readonly owner: { readonly accountId: AccountId; readonly address: string };
  /** What it opens: its address, and the person's or unit's name. */
  readonly opens: { readonly accountId: AccountId; readonly address: string; readonly name: string };
}

/** One that can be fetched now, and one try less; undefined: there is none, or no try is left. Counted before the code is looked at, so guesses in parallel gain nothing. */
export async function takeSetupTry(database: Database, id: string): Promise<WaitingSetup | undefined> {
  const [row] = await queryOn<WaitingSetup>(database, takeTry, [id]);
  return row;
}

export async function isWaitingSetup(database: Database, id: string): Promise<boolean> {
  return (await queryOn(database, findWaiting, [id])).length > 0;
}

/** false when somebody was faster. */
export async function deleteDeviceSetup(tx: Tx, id: string): Promise<boolean> {
  return (await queryIn(tx, deleteOne, [id])).length > 0;
}

const insert: HotStatement = {
  name: 'mail-setup-insert',
  text: `
    INSERT INTO device_setup (id, app_password_id, code_mac, sealed, tries_left, ends_at)
    VALUES ($1, $2, $3, $4, $5, statement_timestamp() + $6::float8 * interval '1 ms') RETURNING ends_at AS "endsAt"`,
};

const deleteOver: HotStatement = {
  name: 'mail-setup-delete-over',
  text: 'DELETE FROM device_setup WHERE ends_at <= statement_timestamp()',
};

const live = `device_setup.ends_at > statement_timestamp() AND device_setup.tries_left > 0 AND app_password.id = device_setup.app_password_id
      AND app_password.revoked_at IS NULL`;

const primary = (account: string) => `(SELECT local_part || '@' || domain.name FROM address JOIN domain ON domain.id = domain_id
        WHERE address.account_id = ${account} AND address.kind = 'primary')`;

const takeTry: HotStatement = {
  name: 'mail-setup-take-try',
  text: `
    UPDATE device_setup SET tries_left = tries_left - 1
    FROM app_password JOIN account AS owner ON owner.id = app_password.account_id AND owner.state = 'active'
    JOIN account AS target ON target.id = app_password.target_account_id
    LEFT JOIN person ON person.id = target.person_id LEFT JOIN unit ON unit.id = target.unit_id
    WHERE device_setup.id = $1 AND ${live}
    RETURNING device_setup.code_mac AS "codeMac", device_setup.sealed, app_password.id AS "appPasswordId",
      jsonb_build_object('accountId', owner.id, 'address', ${primary('owner.id')}) AS owner,
      jsonb_build_object('accountId', target.id, 'address', ${primary('target.id')}, 'name', coalesce(person.display_name, unit.name)) AS opens`,
};

const findWaiting: HotStatement = {
  name: 'mail-setup-find-waiting',
  text: `SELECT FROM device_setup, app_password WHERE device_setup.id = $1 AND ${live}`,
};

const deleteOne: HotStatement = { name: 'mail-setup-delete', text: 'DELETE FROM device_setup WHERE id = $1 RETURNING id' };

import type { Generated } from 'kysely';
import type { AccountId } from '#kernel/ids.ts';

/** By what a person showed who they are. oidc: to the identity provider; oidc-factor: with a second factor there that counts here. */
export type WebProof = 'password' | 'totp' | 'recovery-code' | 'passkey' | 'oidc' | 'oidc-factor';

/** Rows that are this room's alone (src/migrations/0025, 0026 and 0032 say what each means). */
export interface WebSessionTables {
  web_session: {
    id: string;
    account_id: AccountId;
    mac: Buffer;
    password_version: string;
    proofs: WebProof[];
    proved_at: Generated<Date>;
    network: string;
    user_agent: string;
    created_at: Generated<Date>;
    used_at: Generated<Date>;
    ends_at: Date;
    ended_at: Date | null;
  };
  web_sign_in: {
    id: string;
    account_id: AccountId;
    mac: Buffer;
    password_version: string;
    tries_left: number;
    ends_at: Date;
    proofs: Generated<WebProof[]>;
    oidc_issuer: string | null;
    oidc_subject: string | null;
  };
  totp: {
    account_id: AccountId;
    sealed: Buffer | null;
    confirmed_at: Date | null;
    counter: Generated<number>;
    offered: Buffer | null;
    offered_at: Date | null;
  };
  recovery_code: { account_id: AccountId; mac: Buffer; made_at: Generated<Date>; used_at: Date | null };
}

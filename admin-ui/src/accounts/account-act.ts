import { asked, POST } from '../api/client.ts';

export const accountActs = ['lock', 'unlock', 'password', 'quota', 'hold', 'release', 'factor', 'unlinkSso'] as const;
export type AccountAct = (typeof accountActs)[number];

export interface ActInput {
  readonly personId: number;
  readonly accountId: number;
  readonly reason: string;
  readonly gigabytes: number;
}

export const gigabyte = 1024 ** 3;

/** Does an act; a password that was made comes back, to be shown once. */
export async function doAccountAct(act: AccountAct, { personId, accountId, reason, gigabytes }: ActInput): Promise<string | null> {
  const header = { 'idempotency-key': crypto.randomUUID() };
  const ofAccount = { path: { id: accountId }, header };
  const ofPerson = { path: { id: personId }, header };
  const why = reason.trim() === '' ? {} : { reason: reason.trim() };
  switch (act) {
    case 'lock':
      await asked(POST('/api/v1/accounts/{id}/lock', { params: ofAccount, body: why }));
      return null;
    case 'unlock':
      await asked(POST('/api/v1/accounts/{id}/unlock', { params: ofAccount, body: why }));
      return null;
    case 'password':
      return (await asked(POST('/api/v1/accounts/{id}/reset-password', { params: ofAccount, body: { mustChange: true, ...why } })))
        .password;
    case 'quota':
      await asked(
        POST('/api/v1/accounts/{id}/quota', { params: ofAccount, body: { storageOctets: Math.round(gigabytes * gigabyte), ...why } }),
      );
      return null;
    case 'factor':
      await asked(POST('/api/v1/accounts/{id}/reset-second-factor', { params: ofAccount, body: why }));
      return null;
    case 'unlinkSso':
      await asked(POST('/api/v1/accounts/{id}/unlink-sso', { params: ofAccount, body: why }));
      return null;
    case 'hold':
      await asked(POST('/api/v1/people/{id}/hold', { params: ofPerson, body: { reason: reason.trim() } }));
      return null;
    case 'release':
      await asked(POST('/api/v1/people/{id}/release', { params: ofPerson, body: { reason: reason.trim() } }));
      return null;
  }
}

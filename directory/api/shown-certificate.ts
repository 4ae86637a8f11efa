import type { z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
import { type CertificateState, settlements } from '#directory/certificates/certificate.ts';
import { type ListedCertificate, lockListedCertificate } from '#directory/certificates/list-certificates-sql.ts';
import { settledFrom } from '#directory/certificates/rules.ts';
import type { CertificateId } from '#kernel/ids.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Tx } from '#kernel/tx.ts';
import type { ApiContext } from './api-env.ts';
import type { certificateSchema } from './certificate-schemas.ts';
import { unchanged } from './entity-tag.ts';
import { type ApiRefusal, apiRefusal } from './problem.ts';

export const noSuchCertificate = apiRefusal('not-found', { vi: 'Không có chứng thư này', en: 'There is no such certificate' });

export function shownCertificate(certificate: ListedCertificate): z.infer<typeof certificateSchema> {
  const { addresses, keyUsage, notBefore, notAfter, ...others } = certificate;
  const days = { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() };
  const possible = settlements.filter((as) => (settledFrom[as] as readonly CertificateState[]).includes(certificate.state));
  return { ...others, ...days, addresses: [...addresses], keyUsage: [...keyUsage], settlements: possible };
}

/** The certificate that somebody would settle, held until commit and, with If-Match, as it was read. That there is none is for who might. */
export async function certificateAsRead(context: ApiContext, tx: Tx, id: CertificateId): Promise<Result<void, ApiRefusal>> {
  const found = await lockListedCertificate(tx, id);
  const target = found === undefined ? ({ of: 'system' } as const) : ({ of: 'account', accountId: found.accountId } as const);
  const actorAccountId = context.get('bearer').accountId;
  const may = await authorise({ tx }, { actorAccountId, act: 'certificate.manage', target });
  if (!may.ok) return may;
  if (found === undefined) return refused(noSuchCertificate);
  const asRead = unchanged(context, shownCertificate(found));
  return asRead.ok ? ok() : asRead;
}

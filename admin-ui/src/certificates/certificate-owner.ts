import type { Person } from '../api/api-contract.ts';

/** Whose a certificate is, and the posts it may have been issued for. */
export interface CertificateOwner {
  readonly accountId: number;
  readonly posts: readonly Pick<Person['posts'][number], 'unitId' | 'unit' | 'title'>[];
}

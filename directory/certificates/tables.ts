import type { Generated, GeneratedAlways } from 'kysely';
import type { AccountId, CertificateId, PersonId, PlanId, PostId } from '#kernel/ids.ts';
import type { Cause, CertificateState } from './certificate.ts';

interface StateColumns {
  state: Generated<CertificateState>;
  since: Generated<string>;
  cause: Cause | null;
  reason: string | null;
  plan_id: PlanId | null;
  hand_over_to: PersonId | null;
  changed_by: AccountId | null;
}

/** Rows of this room (src/migrations/0030 says what each means). Dates without time are `YYYY-MM-DD`. */
export interface CertificateTables {
  certificate: StateColumns & {
    id: Generated<CertificateId>;
    account_id: AccountId;
    post_id: PostId | null;
    serial: string;
    issuer: string;
    subject: string;
    addresses: string[];
    key_usage: string[];
    not_before: Date;
    not_after: Date;
    der: Buffer;
    fingerprint: GeneratedAlways<Buffer>;
    added_at: Generated<Date>;
  };
  certificate_change: StateColumns & { id: Generated<number>; certificate_id: CertificateId; changed_at: Generated<Date> };
  certificate_warning: { certificate_id: CertificateId; days_before: number; told_at: Generated<Date> };
}

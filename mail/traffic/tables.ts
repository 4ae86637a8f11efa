import type { Generated } from 'kysely';
import type { AccountId } from '#kernel/ids.ts';

/** Where a message came from: somebody of ours, anywhere else, or this system itself (notices). */
export type Origin = 'own' | 'outside' | 'system';

/** Rows of the room as the driver gives them (src/migrations says what each means). */
export interface TrafficTables {
  mail_traffic: {
    at: Date;
    origin: Origin;
    sent_as: string | null;
    actor_account_id: AccountId | null;
    account_ids: AccountId[];
    outside_recipients: number;
    octets: number;
    is_signed: boolean;
    stopped_as: string | null;
  };
  mail_day: {
    account_id: AccountId;
    day: string;
    received: Generated<number>;
    received_outside: Generated<number>;
    received_signed: Generated<number>;
    received_octets: Generated<number>;
    sent: Generated<number>;
    sent_outside: Generated<number>;
    sent_signed: Generated<number>;
    sent_octets: Generated<number>;
  };
  mail_stopped_day: { account_id: AccountId; day: string; name: string; amount: number };
  mail_minute: { minute: Date; received: number; sent: number };
  mail_counting: { only_row: Generated<boolean>; since: string };
}

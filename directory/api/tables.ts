import type { Generated } from 'kysely';
import type { AccountId } from '#kernel/ids.ts';

/** Rows that are this room's alone (src/migrations/0015 says what each means). */
export interface ApiTables {
  api_write: {
    account_id: AccountId;
    key: string;
    request: Buffer;
    begun_at: Generated<Date>;
    status: number | null;
    location: string | null;
    body: unknown;
  };
}

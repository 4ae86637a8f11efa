import type { Generated } from 'kysely';
import type { AccountId, UnitId } from '#kernel/ids.ts';

export const announcementKinds = ['maintenance', 'info', 'urgent'] as const;
export type AnnouncementKind = (typeof announcementKinds)[number];

/** Rows of this room (src/migrations/0035 says what each means). */
export interface AnnouncementTables {
  announcement: {
    id: Generated<number>;
    kind: AnnouncementKind;
    title: string;
    body: string;
    title_en: string | null;
    body_en: string | null;
    begins_at: Date;
    ends_at: Date;
    unit_id: UnitId | null;
    is_public: boolean;
    revision: Generated<number>;
    made_by: AccountId | null;
    made_at: Generated<Date>;
    ended_at: Date | null;
    mailed_at: Date | null;
    mailed_paced_at: Date | null;
  };
}

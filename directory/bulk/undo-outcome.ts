import { readNoticeAccounts } from '#directory/lifecycle/people/notice-account-sql.ts';
import type { Notice } from '#directory/org/mail-port.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { Tx } from '#kernel/tx.ts';
import type { BulkDeeds } from './bulk-deeds.ts';
import { takenBackNotice } from './bulk-notices.ts';
import type { GivenRow, Use } from './undo-sql.ts';

export interface KeptRow {
  readonly row: number;
  readonly name: string;
  readonly address: string;
  readonly why: readonly InBoth[];
}

/** Units were told who came: they hear who did not. */
export async function takenBackNotices(tx: Tx, { recruits }: BulkDeeds, unused: readonly GivenRow[]): Promise<readonly Notice[]> {
  const rows = new Map(unused.map((one) => [one.row, one]));
  const byUnit = Map.groupBy(
    recruits.filter(({ row }) => rows.has(row)),
    ({ unitId }) => Number(unitId),
  );
  const accounts = await readNoticeAccounts(
    tx,
    [...byUnit.keys()].map((id) => ({ to: 'unit' as const, id, name: '' })),
  );
  return accounts.map((told) =>
    takenBackNotice(
      told,
      byUnit.get(told.id)!.map(({ row }) => rows.get(row)!),
    ),
  );
}

export function keptRows(given: readonly GivenRow[], { events }: BulkDeeds): readonly KeptRow[] {
  return [
    ...given
      .filter(({ uses }) => uses.length > 0)
      .map(({ row, name, address, uses }) => ({ row, name, address, why: uses.map((use) => whyKept[use]) })),
    ...events.map(({ row, deeds: { person } }) => ({ row, name: person.name, address: person.address, why: [wasThere] })),
  ];
}

const wasThere: InBoth = { vi: 'người đã có từ trước: dùng lệnh person', en: 'was there before: use the person commands' };

const whyKept: Readonly<Record<Use, InBoth>> = {
  acted: { vi: 'đã đăng nhập', en: 'has signed in' },
  password: { vi: 'đã có mật khẩu riêng', en: 'has a password of their own' },
  'app-password': { vi: 'đã có mật khẩu ứng dụng', en: 'has an app password' },
  mail: { vi: 'đã có thư', en: 'has mail' },
  plan: { vi: 'có kế hoạch sau đó', en: 'a later plan is about them' },
  post: { vi: 'chức vụ đã thay đổi', en: 'their post has changed' },
  access: { vi: 'đã có uỷ quyền, vai trò hay nhóm', en: 'has a delegation, a role or a group' },
  address: { vi: 'đã có địa chỉ khác', en: 'has another address' },
  absence: { vi: 'đã tạm dừng hay thôi việc', en: 'was suspended or has left' },
  hold: { vi: 'đang lưu giữ theo yêu cầu pháp lý', en: 'is under legal hold' },
};

import type { PersonNotes } from '#directory/lifecycle/people/person-deeds.ts';
import { clashLine, type PlanList } from './plan-list.ts';

/** What the summary of a plan for a person only counts. */
export function personLists({ clashes, grantsEnd, appPasswordsEnd, receives }: PersonNotes): readonly PlanList[] {
  return [
    { heading: 'Địa chỉ trùng / clashes', lines: clashes.map(clashLine) },
    { heading: 'Ủy quyền kết thúc / delegations that end', lines: grantsEnd.map(grantLine) },
    {
      heading: 'Mật khẩu ứng dụng bị thu hồi / app passwords that are revoked',
      lines: appPasswordsEnd.map(({ label, opens }) => `${label}: ${opens}`),
    },
    {
      heading: 'Địa chỉ còn nhận thư / addresses that go on receiving',
      lines: receives.map(({ address, until }) => `${address}: ${until === null ? 'mãi mãi / for ever' : `đến hết / until ${until}`}`),
    },
  ];
}

function grantLine({ side, who, rights, until }: PersonNotes['grantsEnd'][number]): string {
  const last = until === null ? '' : ` (${until})`;
  return `${side === 'to' ? 'trên hộp thư / on the mailbox' : 'cho / to'} ${who}: ${rights.join(', ')}${last}`;
}

import { type CertificateState, stateNames } from '#directory/certificates/certificate.ts';
import type { DocumentTable } from '#directory/official-papers/document-table.ts';
import { minutesLimits } from './limits.ts';
import type { MinutesFacts } from './minutes.ts';

type Facts = Pick<MinutesFacts, 'entries' | 'principals'>;

/** Delegations that ended with the plan, a sentence each; then how many app passwords and tokens. */
export function endedAccess({ entries, principals }: Facts): readonly string[] {
  const ended = entriesOf({ entries }, 'delegation.revoke').map(({ target, detail }) => {
    const from = textAt(detail, 'from');
    return `Hộp thư ${target}: chấm dứt ủy quyền cho ${principals.get(from) ?? from}.`;
  });
  const count = (act: string, vi: string) => {
    const { length } = entriesOf({ entries }, act);
    return length === 0 ? [] : [`${vi}: ${length}.`];
  };
  const shown = ended.slice(0, minutesLimits.rowsMax);
  return [
    ...shown,
    ...(ended.length > shown.length ? [`Và ${ended.length - shown.length} ủy quyền khác, ghi đủ trong nhật ký kiểm toán.`] : []),
    ...count('account.revoke-app-password', 'Mật khẩu ứng dụng bị thu hồi'),
    ...count('account.revoke-token', 'Khóa truy cập API bị thu hồi'),
  ];
}

/** Principals that are named in the entries, to be looked up. */
export function principalsIn({ entries }: Pick<Facts, 'entries'>): readonly string[] {
  return entriesOf({ entries }, 'delegation.revoke').map(({ detail }) => textAt(detail, 'from'));
}

/** What has to be done with certificates; null: there are none. */
export function certificateTable({ entries }: Pick<Facts, 'entries'>): DocumentTable | null {
  const marked = entriesOf({ entries }, 'certificate.mark').slice(0, minutesLimits.rowsMax);
  if (marked.length === 0) return null;
  return {
    columns: [
      { heading: 'STT', weight: 1, format: 'center' },
      { heading: 'Địa chỉ', weight: 5, format: 'text' },
      { heading: 'Số chứng thư', weight: 4, format: 'text' },
      { heading: 'Phải làm', weight: 3, format: 'text' },
    ],
    rows: marked.map(({ target, detail, after }, index) => ({
      cells: [String(index + 1), target ?? '', textAt(detail, 'serial'), stateNames[textAt(after, 'state') as CertificateState]?.vi ?? ''],
      level: 0,
      style: 'plain',
    })),
  };
}

/** Which states certificates have come to. */
export function certificateStatesIn({ entries }: Pick<Facts, 'entries'>): ReadonlySet<string> {
  return new Set(entriesOf({ entries }, 'certificate.mark').map(({ after }) => textAt(after, 'state')));
}

function entriesOf({ entries }: Pick<Facts, 'entries'>, act: string) {
  return entries.filter((entry) => entry.act === act);
}

/** The audit keeps JSON that older versions wrote: what is not there is told as nothing. */
function textAt(value: unknown, key: string): string {
  const found = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  return typeof found === 'string' ? found : '';
}

import type { Notice } from '#directory/org/mail-port.ts';
import type { InBoth } from '#kernel/refusal.ts';
import type { Correction, CorrectionField } from './correction-sql.ts';

const fields: Readonly<Record<CorrectionField, InBoth>> = {
  name: { vi: 'họ tên', en: 'name' },
  'birth-date': { vi: 'ngày sinh', en: 'date of birth' },
  post: { vi: 'chức vụ, đơn vị', en: 'post and unit' },
  address: { vi: 'địa chỉ thư', en: 'mail address' },
  other: { vi: 'thông tin khác', en: 'something else' },
};
const outcomes = {
  'carried-out': { vi: 'đã thực hiện', en: 'carried out' },
  refused: { vi: 'không được chấp nhận', en: 'refused' },
} as const;

/** What somebody is told of what became of their request. Pure. */
export function correctionNotice(
  { field, wanted }: Pick<Correction, 'field' | 'wanted'>,
  { outcome, text }: { readonly outcome: keyof typeof outcomes; readonly text: string | null },
): Pick<Notice, 'subject' | 'text'> {
  const part = (language: keyof InBoth, words: { asked: string; because: string }) => [
    `${words.asked} (${fields[field][language]}: ${wanted}): ${outcomes[outcome][language]}.`,
    ...(text === null ? [] : [`${words.because}: ${text}`]),
  ];
  return {
    subject: `Đề nghị đính chính: ${outcomes[outcome].vi}`,
    text: [
      ...part('vi', { asked: 'Đề nghị đính chính của bạn', because: 'Trả lời' }),
      '',
      ...part('en', { asked: 'Your request for correction', because: 'Answer' }),
      '',
    ].join('\n'),
  };
}

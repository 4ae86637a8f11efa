import type { AccountId, CertificateId, PersonId, PostId, UnitId } from '#kernel/ids.ts';
import type { InBoth } from '#kernel/refusal.ts';

export const certificateStates = ['valid', 'to-hand-over', 'to-revoke', 'to-reissue', 'revoked', 'handed-over', 'replaced'] as const;
export type CertificateState = (typeof certificateStates)[number];

/** What is asked of whoever issues certificates, and is not done yet. */
export const waitingStates = ['to-hand-over', 'to-revoke', 'to-reissue'] as const;
export type WaitingState = (typeof waitingStates)[number];

export const causes = ['left', 'post-ended', 'head-changed', 'renamed', 'new-address'] as const;
export type Cause = (typeof causes)[number];

/** How somebody says that what was asked is done. */
export const settlements = ['revoked', 'handed-over', 'reissued'] as const;
export type Settlement = (typeof settlements)[number];

/** A certificate as far as changes in service concern it. */
export interface KnownCertificate {
  readonly id: CertificateId;
  readonly accountId: AccountId;
  /** Whose: a person's or a unit's. */
  readonly personId: PersonId | null;
  readonly unitId: UnitId | null;
  /** The post it was issued for; null: for the person or the unit. */
  readonly postId: PostId | null;
  /** Primary address of the account. */
  readonly address: string;
  readonly serial: string;
  readonly subject: string;
  readonly state: CertificateState;
}

/** `Nguyễn Văn Anh, số 5A01…`: the common name and the number that the authority knows it by. */
export function certificateText({ subject, serial }: Pick<KnownCertificate, 'subject' | 'serial'>): string {
  const [, commonName] = /(?:^|, )CN=((?:\\.|[^,\\])+)/.exec(subject) ?? [];
  return `${commonName ?? subject}, số ${serial}`;
}

export const stateNames: Readonly<Record<CertificateState, InBoth>> = {
  valid: { vi: 'còn hiệu lực', en: 'valid' },
  'to-hand-over': { vi: 'phải bàn giao', en: 'to be handed over' },
  'to-revoke': { vi: 'phải thu hồi', en: 'to be revoked' },
  'to-reissue': { vi: 'phải cấp lại', en: 'to be issued anew' },
  revoked: { vi: 'đã thu hồi', en: 'revoked' },
  'handed-over': { vi: 'đã bàn giao', en: 'handed over' },
  replaced: { vi: 'đã thay thế', en: 'replaced' },
};

export const causeNames: Readonly<Record<Cause, InBoth>> = {
  left: { vi: 'thôi công tác', en: 'left service' },
  'post-ended': { vi: 'thôi giữ chức vụ gắn với chứng thư', en: 'the post it was issued for has ended' },
  'head-changed': { vi: 'thay đổi người đứng đầu đơn vị', en: 'another heads the unit' },
  renamed: { vi: 'đổi họ tên', en: 'another name' },
  'new-address': { vi: 'đổi địa chỉ thư', en: 'another address' },
};

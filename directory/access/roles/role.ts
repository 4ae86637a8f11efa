import type { InBoth } from '#kernel/refusal.ts';

/** Given to an account by somebody, from a day to a day. */
export const givenRoles = ['operator', 'unit-administrator', 'auditor'] as const;
export type GivenRole = (typeof givenRoles)[number];

/** unit-head follows the appointment to a unit's head post, staff the having of an account: nobody gives these. */
export const roles = [...givenRoles, 'unit-head', 'staff'] as const;
export type Role = (typeof roles)[number];

/** `en` is ASCII, since refusals go into protocol replies. */
export const roleNames: Readonly<Record<Role, InBoth>> = {
  operator: { vi: 'quản trị hệ thống', en: 'operator' },
  'unit-administrator': { vi: 'quản trị đơn vị', en: 'unit administrator' },
  auditor: { vi: 'giám sát', en: 'auditor' },
  'unit-head': { vi: 'thủ trưởng đơn vị', en: 'unit head' },
  staff: { vi: 'cán bộ', en: 'staff' },
};

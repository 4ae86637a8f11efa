import type { Right } from '#directory/access/rights.ts';
import type { UnitKind } from '#directory/naming/unit-kind.ts';

// What the database calls things, as people read it: Vietnamese, then the word that options and --json take.

export const unitKindText: Readonly<Record<UnitKind, string>> = {
  province: 'tỉnh / province',
  agency: 'sở, ban, ngành / agency',
  'mass-organisation': 'đoàn thể / mass-organisation',
  office: 'phòng, đơn vị trực thuộc / office',
  district: 'huyện, thị xã / district',
  commune: 'xã, phường / commune',
};

export const accountKindText = { personal: 'cá nhân / personal', unit: 'đơn vị / unit' } as const;

export const accountStateText = {
  active: 'đang dùng / active',
  locked: 'bị khoá / locked',
  closed: 'đã đóng / closed',
} as const;

export const addressKindText = { primary: 'chính / primary', alias: 'bí danh / alias', former: 'cũ / former' } as const;

const rightText: Readonly<Record<Right, string>> = {
  read: 'đọc',
  organise: 'sắp xếp',
  delete: 'xoá',
  'send-as': 'gửi bằng tên hộp thư',
  'send-on-behalf': 'gửi thay mặt',
  manage: 'giao quyền',
};

export function rightsText(rights: readonly Right[]): string {
  return `${rights.map((right) => rightText[right]).join(', ')} / ${rights.join(', ')}`;
}

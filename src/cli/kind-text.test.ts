import { expect, it } from 'vitest';
import { rights } from '#directory/access/rights.ts';
import { unitKinds } from '#directory/naming/unit-kind.ts';
import { rightsText, unitKindText } from './kind-text.ts';

it('says every kind and right in Vietnamese, and the word that options take', () => {
  for (const kind of unitKinds) expect(unitKindText[kind]).toMatch(new RegExp(`^.*[À-ỹ].* / ${kind}$`, 'u'));
  expect(rightsText(['read', 'send-as'])).toBe('đọc, gửi bằng tên hộp thư / read, send-as');
  expect(rightsText(rights)).not.toContain('undefined');
});

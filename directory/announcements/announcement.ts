import type { UnitId } from '#kernel/ids.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import type { InBoth } from '#kernel/refusal.ts';
import { announcementLimits } from './limits.ts';
import type { AnnouncementKind } from './tables.ts';

/** What an announcement says, to whom and from when to when. */
export interface Announcement {
  readonly kind: AnnouncementKind;
  /** Vietnamese. One line. */
  readonly title: string;
  /** Plain text; lines end in \n. */
  readonly body: string;
  /** Both in English, or neither. */
  readonly titleEn: string | null;
  readonly bodyEn: string | null;
  readonly beginsAt: Date;
  readonly endsAt: Date;
  /** For those who work there or below; null: for everybody. */
  readonly unitId: UnitId | null;
  /** Shown before anybody has signed in. */
  readonly isPublic: boolean;
}

/** As it is kept: texts in NFC, one kind of line end. */
export function tidied<Given extends Announcement>(given: Given): Given {
  const tidy = (text: string) => text.normalize('NFC').replace(/\r\n?/g, '\n').trim();
  const { titleEn, bodyEn } = given;
  return {
    ...given,
    ...{ title: tidy(given.title), body: tidy(given.body) },
    ...{ titleEn: titleEn === null ? null : tidy(titleEn), bodyEn: bodyEn === null ? null : tidy(bodyEn) },
  };
}

/** What is wrong with it; null: nothing. */
export function problemOf(
  { kind, title, body, titleEn, bodyEn, beginsAt, endsAt, unitId, isPublic }: Announcement,
  now: Date,
): InBoth | null {
  if (!isTitle(title) || (titleEn !== null && !isTitle(titleEn))) return badTitle;
  if (!isBody(body) || (bodyEn !== null && !isBody(bodyEn))) return badBody;
  if ((titleEn === null) !== (bodyEn === null)) return halfEnglish;
  if (endsAt <= beginsAt) return endsFirst;
  if (endsAt <= now) return isOver;
  if (endsAt.getTime() - beginsAt.getTime() > announcementLimits.daysMax * dayMs) return tooLong;
  if (beginsAt.getTime() - now.getTime() > announcementLimits.daysAheadMax * dayMs) return tooFar;
  return isPublic && (kind !== 'maintenance' || unitId !== null) ? notPublic : null;
}

const dayMs = 86_400_000;
const isTitle = (text: string) => text !== '' && text.length <= announcementLimits.titleCharactersMax && isPlainText(text);
const isBody = (text: string) =>
  text !== '' &&
  text.length <= announcementLimits.bodyCharactersMax &&
  text.split('\n').every((line) => isPlainText(line.replaceAll('\t', ' ')));

const { titleCharactersMax, bodyCharactersMax, daysMax } = announcementLimits;
const badTitle: InBoth = {
  vi: `Tiêu đề là một dòng chữ, nhiều nhất ${titleCharactersMax} ký tự`,
  en: `The title is one line of at most ${titleCharactersMax} characters`,
};
const badBody: InBoth = {
  vi: `Nội dung chỉ gồm chữ, không định dạng, nhiều nhất ${bodyCharactersMax} ký tự`,
  en: `The text is plain, of at most ${bodyCharactersMax} characters`,
};
const halfEnglish: InBoth = {
  vi: 'Bản tiếng Anh có cả tiêu đề và nội dung, hoặc không có gì',
  en: 'In English there are both title and text, or neither',
};
const endsFirst: InBoth = { vi: 'Lúc kết thúc phải sau lúc bắt đầu', en: 'An announcement ends after it begins' };
const isOver: InBoth = { vi: 'Lúc kết thúc đã qua', en: 'Its end has passed' };
const tooLong: InBoth = { vi: `Thông báo dài nhất ${daysMax} ngày`, en: `An announcement lasts ${daysMax} days at most` };
const tooFar: InBoth = { vi: 'Lúc bắt đầu còn quá xa', en: 'It begins too far ahead' };
const notPublic: InBoth = {
  vi: 'Chỉ thông báo bảo trì cho mọi người mới được hiện trước khi đăng nhập',
  en: 'Before signing in only maintenance for everybody is shown',
};

import { isPlainText } from '#kernel/plain-text.ts';
import { type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { Letterhead } from './document/document.ts';
import { reportLimits } from './limits.ts';
import type { ReportFigures } from './report-figures.ts';

/** `reports` of the configuration: for reports of the whole province. */
export interface LetterheadSettings {
  readonly superior?: string | undefined;
  readonly issuer?: string | undefined;
  readonly place?: string | undefined;
  readonly signerTitle?: string | undefined;
}

/** What was said for this one report. */
export interface LetterheadAsked extends LetterheadSettings {
  readonly signer?: string | undefined;
  readonly recipients?: readonly string[] | undefined;
}

interface Asked {
  readonly figures: Pick<ReportFigures, 'unit' | 'units'>;
  readonly settings: LetterheadSettings;
  readonly asked: LetterheadAsked;
  /** `Tỉnh Bắc Kạn` */
  readonly provinceName: string;
}

/** Who issues a report: what was said, else what is configured for the province, else the unit itself under the one above it. */
export function letterheadOf({ figures: { unit, units }, settings, asked, provinceName }: Asked): Result<Letterhead, Refusal> {
  const tops = units.filter(({ level, id }) => level === 0 && id !== 0);
  const ofProvince = { ...settings, issuer: settings.issuer ?? (tops.length === 1 ? tops[0]!.name : provinceName) };
  const own = unit === null ? ofProvince : { superior: unit.superior ?? undefined, issuer: unit.name };
  const letterhead: Letterhead = {
    superior: asked.superior ?? own.superior ?? null,
    issuer: asked.issuer ?? own.issuer,
    place: asked.place ?? settings.place ?? provinceName.replace(/^(Tỉnh|Thành phố) /u, ''),
    signerTitle: asked.signerTitle ?? (unit === null ? settings.signerTitle : undefined) ?? 'Thủ trưởng đơn vị',
    signer: asked.signer ?? null,
    recipients: asked.recipients ?? [],
  };
  const { superior, issuer, place, signerTitle, signer, recipients } = letterhead;
  const texts = [superior, issuer, place, signerTitle, signer, ...recipients].flatMap((text) => text ?? []);
  return recipients.length <= reportLimits.recipientsMax && texts.every(isShortText)
    ? ok(letterhead)
    : refused(refusalInBoth('invalid', notPrintable));
}

/** One line that fits onto a page and shows what it says. */
export function isShortText(text: string): boolean {
  return isPlainText(text) && text.trim() !== '' && text.length <= reportLimits.textCharactersMax;
}

const notPrintable = {
  vi: `Mỗi mục ở đầu và cuối báo cáo là một dòng, nhiều nhất ${reportLimits.textCharactersMax} ký tự; nhiều nhất ${reportLimits.recipientsMax} nơi nhận`,
  en: `What stands at the head and foot of a report is one line each of at most ${reportLimits.textCharactersMax} characters; at most ${reportLimits.recipientsMax} recipients`,
};

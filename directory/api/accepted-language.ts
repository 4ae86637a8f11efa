export type Language = 'vi' | 'en';

/** RFC 9110 §12.5.4: the one of ours that is wanted most; Vietnamese where it is all the same. */
export function acceptedLanguage(header: string | undefined): Language {
  const weight: Record<Language, number> = { vi: 0, en: 0 };
  let others = 0;
  for (const range of (header ?? '').split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const quality = qualityIn(parameters);
    if (tag === '*') others = quality;
    const language = tag.split('-')[0];
    if (language === 'vi' || language === 'en') weight[language] = Math.max(weight[language], quality);
  }
  return Math.max(weight.vi, others) >= weight.en ? 'vi' : 'en';
}

function qualityIn(parameters: readonly string[]): number {
  const written = parameters.find((parameter) => parameter.startsWith('q='));
  const quality = written === undefined ? 1 : Number(written.slice(2));
  return quality >= 0 && quality <= 1 ? quality : 0;
}

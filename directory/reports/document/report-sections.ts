import type { ReportFigures } from '../report-figures.ts';
import { accountsSection, fillSection } from './account-sections.ts';
import type { DocumentSection } from './document.ts';
import { dutiesSection, outagesSection, requestsSection } from './duty-sections.ts';
import { mailSection } from './mail-section.ts';

/** Sections as they follow one another. What is not known of the days is left out. */
export function reportSections(figures: ReportFigures, levels: number): readonly DocumentSection[] {
  const sections = [accountsSection, mailSection, fillSection, dutiesSection, requestsSection, outagesSection];
  return sections.flatMap((section) => section(figures, levels) ?? []);
}

import type { AddressOwner } from '#directory/people/address-owner-sql.ts';
import type { ProposedNames } from '#directory/people/propose-name.ts';
import { commandLimits } from './limits.ts';

export type Explain<Proposal> = (proposal: Proposal, language: 'vi' | 'en') => string;
type Named = { readonly localPart: string };

const inUse = { vi: 'đang dùng', en: 'in use' };
const states = { locked: { vi: 'đang khoá', en: 'locked' }, closed: { vi: 'đã đóng', en: 'closed' } } as const;
const kinds = { primary: null, alias: { vi: 'bí danh', en: 'alias' }, former: { vi: 'địa chỉ cũ', en: 'former address' } } as const;

/** What is free, best first, each with how it was made; then what is taken, and whose it is. */
export function proposedNamesText<Proposal extends Named>(proposed: ProposedNames<Proposal>, explain: Explain<Proposal>): string {
  const { name, under, domain, profileId, free, taken } = proposed;
  const told = taken.slice(0, commandLimits.takenToldMax);
  const more = taken.length - told.length;
  return [
    [name, under, profileId].filter((fact) => fact !== null).join(' · '),
    '',
    'Còn trống, nên chọn từ trên xuống / free, best first:',
    ...free.flatMap((proposal) => [
      `  ${proposal.localPart}@${domain}`,
      `      ${explain(proposal, 'vi')}`,
      `      ${explain(proposal, 'en')}`,
    ]),
    ...(told.length === 0 ? [] : ['', 'Đã cấp, không bao giờ cấp lại / given already, never to be given again:']),
    ...told.map((one) => `  ${one.localPart}@${domain} ${ownerText(one)}`),
    ...(more === 0 ? [] : [`  … và ${more} địa chỉ nữa / and ${more} more`]),
  ].join('\n');
}

function ownerText({ owner, addressKind, accountState }: AddressOwner): string {
  const notes = accountState === 'active' ? [kinds[addressKind] ?? inUse] : [kinds[addressKind], states[accountState]];
  const noted = (language: 'vi' | 'en') => notes.flatMap((note) => note?.[language] ?? []).join(', ');
  return `đã cấp cho ${owner} (${noted('vi')}) / given to ${owner} (${noted('en')})`;
}

export function proposedNamesJson<Proposal extends Named>(proposed: ProposedNames<Proposal>, explain: Explain<Proposal>): object {
  const { domain, free, taken, ...facts } = proposed;
  const address = ({ localPart }: Named) => `${localPart}@${domain}`;
  return {
    ...facts,
    domain,
    free: free.map((one) => ({ address: address(one), ...one, explained: { vi: explain(one, 'vi'), en: explain(one, 'en') } })),
    taken: taken.map((one) => ({ address: address(one), ...one })),
  };
}

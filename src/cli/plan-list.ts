import type { Clash } from '#directory/lifecycle/units/address-desk.ts';

/** A part of what a plan does, a line each. */
export interface PlanList {
  readonly heading: string;
  readonly lines: readonly string[];
}

export function clashLine({ name, from, wanted, takenBy, proposals, given }: Clash): string {
  const others = proposals.map(({ localPart }) => localPart).filter((localPart) => localPart !== given?.localPart);
  return [
    `${name}${from === null ? '' : ` (${from})`}: ${wanted} của / belongs to ${takenBy}`,
    given === null ? 'CHƯA CHỌN / not chosen' : `→ ${given.localPart} (${given.how})`,
    ...(others.length === 0 ? [] : [`khác / others: ${others.join(', ')}`]),
  ].join('; ');
}

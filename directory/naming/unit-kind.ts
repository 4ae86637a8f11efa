/** What a unit is. Offices are inside an agency, district or commune; people are named after what the office is inside of. */
export const unitKinds = ['province', 'agency', 'mass-organisation', 'office', 'district', 'commune'] as const;

export type UnitKind = (typeof unitKinds)[number];

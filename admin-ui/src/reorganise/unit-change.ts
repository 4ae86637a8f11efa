import type { paths } from '../api/api-contract.ts';

export const unitChanges = ['rename', 'move', 'merge', 'dissolve', 'create', 'code', 'identifier'] as const;
export type UnitChangeKind = (typeof unitChanges)[number];

type Body = NonNullable<paths['/api/v1/units/plans']['post']['requestBody']>['content']['application/json'];
export type UnitRequest = Body['request'];
type Change = UnitRequest['changes'][number];
export type UnitKind = Extract<Change, { do: 'create' }>['kind'];

/** One change as it is being told; each kind takes what is its own. */
export interface ChangeDraft {
  /** Of the page, not of the server: tells drafts apart while they are added and taken away. */
  readonly key: string;
  readonly do: UnitChangeKind;
  readonly unit: number | undefined;
  /** The unit above, the one merged into, the heir. */
  readonly other: number | undefined;
  /** A new name, a code, an identifier. */
  readonly text: string;
  readonly kind: UnitKind;
}

export interface Options {
  readonly addresses: 'keep' | 'renew';
  readonly oldUntil: string;
  readonly notify: boolean;
  readonly title: string;
  readonly effectiveOn: string;
}

export function emptyChange(kind: UnitChangeKind, unit: number | undefined): ChangeDraft {
  return { key: crypto.randomUUID(), do: kind, unit, other: undefined, text: '', kind: 'office' };
}

/** What a change still has to be told. */
export function isTold({ do: what, unit, other, text }: ChangeDraft): boolean {
  switch (what) {
    case 'create':
      return text.trim() !== '' && other !== undefined;
    case 'rename':
    case 'identifier':
      return unit !== undefined && text.trim() !== '';
    case 'move':
    case 'merge':
      return unit !== undefined && other !== undefined && unit !== other;
    case 'code':
    case 'dissolve':
      return unit !== undefined;
  }
}

const named = (id: number | undefined) => `#${id}`;

function changeOf({ do: what, unit, other, text, kind }: ChangeDraft): Change {
  const said = text.normalize('NFC').trim();
  switch (what) {
    case 'create':
      return { do: 'create', name: said, kind, under: named(other) };
    case 'rename':
      return { do: 'rename', unit: named(unit), name: said };
    case 'move':
      return { do: 'move', unit: named(unit), under: named(other) };
    case 'merge':
      return { do: 'merge', unit: named(unit), into: named(other) };
    case 'dissolve':
      return { do: 'dissolve', unit: named(unit), ...(other === undefined ? {} : { heir: named(other) }) };
    case 'code':
      return { do: 'code', unit: named(unit), code: said === '' ? null : said };
    case 'identifier':
      return { do: 'identifier', unit: named(unit), value: said };
  }
}

/** What the server is asked to plan: all changes together, each seeing what those before it did. */
export function requestOf(changes: readonly ChangeDraft[], { addresses, oldUntil, notify, title }: Options): UnitRequest {
  return {
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    addresses,
    oldAddresses: oldUntil === '' ? 'forever' : oldUntil,
    notify,
    changes: changes.map(changeOf),
  };
}

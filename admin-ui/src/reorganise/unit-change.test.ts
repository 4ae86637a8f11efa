import { describe, expect, it } from 'vitest';
import { type ChangeDraft, emptyChange, isTold, requestOf } from './unit-change.ts';

const draft = (told: Partial<ChangeDraft>): ChangeDraft => ({ ...emptyChange('rename', undefined), ...told });
const options = { addresses: 'keep', oldUntil: '', notify: true, title: ' ', effectiveOn: '' } as const;

describe('a change', () => {
  it.each<[Partial<ChangeDraft>, boolean]>([
    [{ do: 'rename', unit: 3, text: ' ' }, false],
    [{ do: 'rename', unit: 3, text: 'Sở Y tế' }, true],
    [{ do: 'merge', unit: 3, other: 3 }, false],
    [{ do: 'merge', unit: 3, other: 4 }, true],
    [{ do: 'create', text: 'Phòng mới' }, false],
    [{ do: 'create', text: 'Phòng mới', other: 4 }, true],
    [{ do: 'dissolve', unit: 3 }, true],
    [{ do: 'code', unit: 3, text: '' }, true],
  ])('%j is told: %s', (told, isReady) => {
    expect(isTold(draft(told))).toBe(isReady);
  });

  it('becomes what the server knows', () => {
    const changes = [
      draft({ do: 'create', text: ' Phòng mới ', other: 4, kind: 'office' }),
      draft({ do: 'move', unit: 5, other: 6 }),
      draft({ do: 'dissolve', unit: 7, other: 8 }),
      draft({ do: 'dissolve', unit: 9 }),
      draft({ do: 'code', unit: 3, text: '' }),
      draft({ do: 'identifier', unit: 3, text: 'H03.12' }),
    ];
    expect(requestOf(changes, { ...options, addresses: 'renew', oldUntil: '2027-06-30', title: 'Sắp xếp' })).toEqual({
      title: 'Sắp xếp',
      addresses: 'renew',
      oldAddresses: '2027-06-30',
      notify: true,
      changes: [
        { do: 'create', name: 'Phòng mới', kind: 'office', under: '#4' },
        { do: 'move', unit: '#5', under: '#6' },
        { do: 'dissolve', unit: '#7', heir: '#8' },
        { do: 'dissolve', unit: '#9' },
        { do: 'code', unit: '#3', code: null },
        { do: 'identifier', unit: '#3', value: 'H03.12' },
      ],
    });
  });
});

import { describe, expect, it } from 'vitest';
import { findClashes } from './clash.ts';

describe('findClashes', () => {
  it('names everyone who asks for the same address', () =>
    expect(
      findClashes([
        { key: 1, localPart: 'tt', domain: 'backan.gov.vn' },
        { key: 2, localPart: 'nv', domain: 'backan.gov.vn' },
        { key: 3, localPart: 'tt', domain: 'backan.gov.vn' },
      ]),
    ).toEqual([{ localPart: 'tt', domain: 'backan.gov.vn', keys: [1, 3] }]));

  it('lets two domains have the same name', () =>
    expect(
      findClashes([
        { key: 1, localPart: 'tt', domain: 'backan.gov.vn' },
        { key: 2, localPart: 'tt', domain: 'backan.edu.vn' },
      ]),
    ).toEqual([]));
});

import { describe, expect, it } from 'vitest';
import { throttleLimits } from './limits.ts';
import { candidateLocalParts, isRoleAddress, replyDelayMs } from './rules.ts';

describe('the delay of a reply', () => {
  it('doubles with each failure and stops growing', () => {
    const delays = [1, 2, 3, 4, 5, 6, 1_000_000].map((failures) => replyDelayMs(failures, throttleLimits));
    expect(delays).toEqual([250, 500, 1000, 2000, 4000, 4000, 4000]);
  });
});

describe('the local parts that answer for an address', () => {
  const candidates = (localPart: string) => candidateLocalParts({ localPart, domain: 'backan.gov.vn' });

  it('are in lower case and NFC', () => {
    expect(candidates('ĐỒN.Tt'.normalize('NFD'))).toEqual(['đồn.tt']);
  });

  it('are the whole and then what stands before the first plus', () => {
    expect(candidates('AnhNV.tt+cong+van')).toEqual(['anhnv.tt+cong+van', 'anhnv.tt']);
    expect(candidates('+x')).toEqual(['+x']);
  });

  it('are a role’s in any case and with any detail', () => {
    const asked = ['Postmaster', 'abuse+1', 'postmasters', 'x+abuse'];
    expect(asked.map((localPart) => isRoleAddress({ localPart, domain: 'backan.gov.vn' }))).toEqual([true, true, false, false]);
  });
});

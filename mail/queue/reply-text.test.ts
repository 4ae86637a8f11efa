import { describe, expect, it } from 'vitest';
import { boundedReply, statusOfReply } from './reply-text.ts';

describe('a reply as it is kept', () => {
  it('loses its control characters and line ends', () => {
    expect(boundedReply('550-no\r\n550 \u001b[31msuch\u0000 user\u0085')).toBe('550-no 550 [31msuch user');
  });

  it('is bounded without cutting a character in two', () => {
    expect(boundedReply(`4${'𝒳'.repeat(2000)}`)).toBe(`4${'𝒳'.repeat(499)}`);
  });
});

describe('the status of a reply', () => {
  it('is the enhanced code when it fits the reply code', () => {
    expect(statusOfReply('550 5.1.1 no such user')).toBe('5.1.1');
    expect(statusOfReply('450-4.2.0 greylisted 450 4.2.0 again')).toBe('4.2.0');
    expect(statusOfReply('250 2.0.0')).toBe('2.0.0');
  });

  it('is the class alone when there is none or it contradicts', () => {
    expect(statusOfReply('550 no such user')).toBe('5.0.0');
    expect(statusOfReply('550 4.1.1 confused')).toBe('5.0.0');
    expect(statusOfReply('554 5.7.1x')).toBe('5.0.0');
    expect(statusOfReply('421')).toBe('4.0.0');
    expect(statusOfReply('gibberish')).toBe('4.0.0');
  });
});

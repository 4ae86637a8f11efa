import { describe, expect, it } from 'vitest';
import { decideStep, type Hat, hats } from './rules.ts';
import { type RequestState, requestStates, type StepName, stepNames } from './tables.ts';

// For each state and step who may take it: u the unit that asks, a the unit above whose turn it is, o the operator; a capital: not of their
// own. A new state or step does not compile before it has its place here.
const expected: Readonly<Record<RequestState, Readonly<Record<StepName, string>>>> = {
  'in-review': { correct: 'ao', return: 'ao', gather: 'AO', endorse: 'AO', 'carry-out': '', refuse: '', withdraw: 'u' },
  endorsed: { correct: 'o', return: 'o', gather: '', endorse: '', 'carry-out': 'o', refuse: 'o', withdraw: 'u' },
  returned: { correct: 'u', return: '', gather: '', endorse: '', 'carry-out': '', refuse: '', withdraw: 'u' },
  gathered: { correct: '', return: '', gather: '', endorse: '', 'carry-out': '', refuse: '', withdraw: '' },
  'carried-out': { correct: '', return: '', gather: '', endorse: '', 'carry-out': '', refuse: '', withdraw: '' },
  refused: { correct: '', return: '', gather: '', endorse: '', 'carry-out': '', refuse: '', withdraw: '' },
  withdrawn: { correct: '', return: '', gather: '', endorse: '', 'carry-out': '', refuse: '', withdraw: '' },
};

const letters: Readonly<Record<Hat, string>> = { unit: 'u', above: 'a', operator: 'o' };
const cases = requestStates.flatMap((state) => stepNames.flatMap((step) => hats.map((hat) => [state, step, hat] as const)));

describe('every state, every step, everybody', () => {
  it.each(cases)('%s: %s by %s', (state, step, hat) => {
    const allowed = expected[state][step];
    const letter = letters[hat];
    const may = (isOwn: boolean) => decideStep(state, step, { hats: new Set([hat]), isOwn }).ok;
    expect(may(false)).toBe(allowed.toLowerCase().includes(letter));
    expect(may(true)).toBe(allowed.includes(letter));
  });

  it.each(requestStates)('%s: nothing by somebody who is nothing to it', (state) => {
    for (const step of stepNames)
      expect(decideStep(state, step, { hats: new Set(), isOwn: false })).toMatchObject({ refusal: { kind: 'forbidden' } });
  });
});

describe('a refusal', () => {
  const standing = (...held: Hat[]) => ({ hats: new Set(held), isOwn: false });

  it('tells what is over from what is not theirs', () => {
    expect(decideStep('carried-out', 'refuse', standing('operator'))).toMatchObject({ refusal: { kind: 'conflict' } });
    expect(decideStep('endorsed', 'refuse', standing('unit'))).toMatchObject({
      refusal: {
        kind: 'forbidden',
        inBoth: { vi: 'Chỉ quản trị hệ thống được từ chối lúc này', en: 'Only the operator may refuse it now' },
      },
    });
  });

  it('is an English sentence, also where a step has two words', () => {
    expect(decideStep('carried-out', 'carry-out', standing('operator'))).toMatchObject({
      refusal: { inBoth: { en: 'The request is carried out: nobody can carry it out now' } },
    });
    expect(decideStep('endorsed', 'carry-out', standing('unit'))).toMatchObject({
      refusal: { inBoth: { en: 'Only the operator may carry it out now' } },
    });
  });

  it('is for who submitted it, of several things that they are', () => {
    expect(decideStep('in-review', 'endorse', { hats: new Set(hats), isOwn: true })).toMatchObject({ refusal: { kind: 'forbidden' } });
  });
});

it('a step is taken as the least that one is', () => {
  expect(decideStep('in-review', 'endorse', { hats: new Set(hats), isOwn: false })).toEqual({ ok: true, value: 'above' });
  expect(decideStep('endorsed', 'withdraw', { hats: new Set(hats), isOwn: true })).toEqual({ ok: true, value: 'unit' });
});

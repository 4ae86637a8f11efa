import { type InBoth, type Refusal, refusalInBoth } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { RequestState, StepName } from './tables.ts';

/** As what somebody does a step: for the unit that asks, for the unit above whose turn it is, or as the operator. */
export const hats = ['unit', 'above', 'operator'] as const;
export type Hat = (typeof hats)[number];

/** What somebody may be towards a request, as directory/access says. */
export interface Standing {
  readonly hats: ReadonlySet<Hat>;
  /** They submitted it, or a part of it. */
  readonly isOwn: boolean;
}

/** Who may do what in which state; of several, the first that one is. */
const table: Readonly<Record<RequestState, Readonly<Partial<Record<StepName, readonly Hat[]>>>>> = {
  'in-review': {
    correct: ['above', 'operator'],
    return: ['above', 'operator'],
    gather: ['above', 'operator'],
    endorse: ['above', 'operator'],
    withdraw: ['unit'],
  },
  endorsed: { correct: ['operator'], return: ['operator'], 'carry-out': ['operator'], refuse: ['operator'], withdraw: ['unit'] },
  returned: { correct: ['unit'], withdraw: ['unit'] },
  gathered: {},
  'carried-out': {},
  refused: {},
  withdrawn: {},
};

/** Steps by which one vouches for what others ask: nobody does so for their own. */
const vouching: ReadonlySet<StepName> = new Set<StepName>(['gather', 'endorse']);

/** Whether a step can be done now by such a person, and as what. */
export function decideStep(state: RequestState, step: StepName, standing: Standing): Result<Hat, Refusal> {
  if (standing.hats.size === 0) return refused(refusalInBoth('forbidden', nobodys));
  const able = table[state][step];
  if (able === undefined) return refused(refusalInBoth('conflict', notNow(state, step)));
  const hat = able.find((one) => standing.hats.has(one));
  if (hat === undefined) return refused(refusalInBoth('forbidden', notYours(able, step)));
  if (standing.isOwn && vouching.has(step)) return refused(refusalInBoth('forbidden', notOwn(step)));
  return ok(hat);
}

export const stateNames: Readonly<Record<RequestState, InBoth>> = {
  'in-review': { vi: 'chờ đơn vị cấp trên xét', en: 'with the unit above' },
  endorsed: { vi: 'chờ quản trị hệ thống thực hiện', en: 'with the operator' },
  returned: { vi: 'đã trả lại để sửa', en: 'returned to be corrected' },
  gathered: { vi: 'đã gộp vào đề nghị của cấp trên', en: 'gathered into a request of the unit above' },
  'carried-out': { vi: 'đã thực hiện', en: 'carried out' },
  refused: { vi: 'bị từ chối', en: 'refused' },
  withdrawn: { vi: 'đã rút', en: 'withdrawn' },
};

export const stepWords: Readonly<Record<StepName, InBoth>> = {
  correct: { vi: 'sửa', en: 'correct' },
  return: { vi: 'trả lại', en: 'return' },
  gather: { vi: 'gộp', en: 'gather' },
  endorse: { vi: 'xác nhận', en: 'endorse' },
  'carry-out': { vi: 'thực hiện', en: 'carry out' },
  refuse: { vi: 'từ chối', en: 'refuse' },
  withdraw: { vi: 'rút', en: 'withdraw' },
};

export const hatNames: Readonly<Record<Hat, InBoth>> = {
  unit: { vi: 'đơn vị đề nghị', en: 'the unit that asks' },
  above: { vi: 'đơn vị cấp trên đang xét', en: 'the unit above whose turn it is' },
  operator: { vi: 'quản trị hệ thống', en: 'the operator' },
};

const nobodys: InBoth = { vi: 'Đề nghị này không thuộc phạm vi của bạn', en: 'This request is none of yours' };

function notNow(state: RequestState, step: StepName): InBoth {
  return {
    vi: `Đề nghị ${stateNames[state].vi}: lúc này không ${stepWords[step].vi} được`,
    en: `The request is ${stateNames[state].en}: nobody can ${doIt(step)} now`,
  };
}

function notYours(able: readonly Hat[], step: StepName): InBoth {
  return {
    vi: `Chỉ ${able.map((hat) => hatNames[hat].vi).join(' hoặc ')} được ${stepWords[step].vi} lúc này`,
    en: `Only ${able.map((hat) => hatNames[hat].en).join(' or ')} may ${doIt(step)} now`,
  };
}

/** `carry it out`, `refuse it` */
function doIt(step: StepName): string {
  const [verb = '', ...particle] = stepWords[step].en.split(' ');
  return [verb, 'it', ...particle].join(' ');
}

function notOwn(step: StepName): InBoth {
  return {
    vi: `Không ai được tự ${stepWords[step].vi} đề nghị do chính mình lập`,
    en: `Nobody may ${stepWords[step].en} what they submitted themselves`,
  };
}

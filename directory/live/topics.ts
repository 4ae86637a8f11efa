import type { AccessAct } from '#directory/access/roles/policy.ts';
import type { ActName } from '#directory/audit/acts.ts';

interface TopicRule {
  /** Whoever may do this to anything at all may hear of it. */
  readonly by: AccessAct;
  /** Those whose reach ends somewhere hear only of what is about a unit within it. */
  readonly ofUnits: boolean;
}

/** What one may hear of. */
export const topics = {
  status: { by: 'status.read', ofUnits: false },
  queue: { by: 'queue.read', ofUnits: false },
  requests: { by: 'request.read', ofUnits: true },
  plans: { by: 'plan.read', ofUnits: false },
  bulk: { by: 'plan.read', ofUnits: false },
  approvals: { by: 'account.read', ofUnits: false },
  roles: { by: 'role.read', ofUnits: false },
  people: { by: 'account.read', ofUnits: false },
  units: { by: 'account.read', ofUnits: false },
  outages: { by: 'outage.note', ofUnits: false },
  reports: { by: 'report.read', ofUnits: true },
} as const satisfies Readonly<Record<string, TopicRule>>;

export type Topic = keyof typeof topics;
export const topicNames = Object.keys(topics) as Topic[];

type Noun<Name extends string> = Name extends `${infer First}.${string}` ? First : never;

// What an act is about, by its noun: one that is not here does not compile. An approval is used up by the act it was for.
const aboutNoun = {
  account: ['people', 'approvals'],
  address: ['people'],
  announcement: [],
  approval: ['approvals'],
  audit: [],
  bulk: ['bulk', 'people'],
  calendar: [],
  certificate: [],
  correction: ['requests'],
  delegation: ['people', 'approvals'],
  mailbox: [],
  message: [],
  outage: ['outages'],
  person: ['people'],
  plan: ['plans', 'bulk', 'approvals'],
  queue: ['queue', 'status'],
  report: ['reports'],
  request: ['requests'],
  role: ['roles', 'approvals'],
  session: [],
  settings: [],
  unit: ['units', 'people'],
} as const satisfies Readonly<Record<Noun<ActName>, readonly Topic[]>>;

/** What an act changed; nothing for acts that this version does not know. */
export function topicsOf(act: string): readonly Topic[] {
  const noun = act.slice(0, Math.max(0, act.indexOf('.')));
  return Object.hasOwn(aboutNoun, noun) ? aboutNoun[noun as keyof typeof aboutNoun] : [];
}

/** Acts after which somebody may have to be heard no more. */
export function movesAccess(act: string): boolean {
  return /^(account|role|session|person|delegation|unit)\./.test(act);
}

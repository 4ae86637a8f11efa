import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configSchema } from '#config/schema.ts';
import { createApiToken } from '#directory/access/manage-api-tokens.ts';
import type { OidcDeps } from '#directory/access/oidc/oidc-deps.ts';
import type { GivenRole } from '#directory/access/roles/role.ts';
import type { SignInOutcome } from '#directory/access/sign-in.ts';
import { makeSignInThrottle } from '#directory/access/sign-in-throttle.ts';
import { givePassword, signInDeps } from '#directory/access/testing/sign-in-deps.ts';
import { SmallDirectory } from '#directory/access/testing/small-directory.ts';
import type { WebDeps, WebRules } from '#directory/access/web-session/web-deps.ts';
import { bulkPlanKind } from '#directory/bulk/bulk-plan-kind.ts';
import { standardWeek } from '#directory/calendar/working-calendar.ts';
import { PersonHouse } from '#directory/lifecycle/people/person-house.fixture.ts';
import { personPlanKind } from '#directory/lifecycle/people/person-plan-kind.ts';
import { profiles } from '#directory/lifecycle/units/org-state.fixture.ts';
import { unitPlanKind } from '#directory/lifecycle/units/unit-plan-kind.ts';
import { LiveStreams } from '#directory/live/live-streams.ts';
import { placesOfUnits } from '#directory/live/places.ts';
import type { PersonFacts } from '#directory/people/person-facts-sql.ts';
import { MailBook } from '#directory/reports/report-house.fixture.ts';
import { attemptInTransaction, openDatabase } from '#io/database.ts';
import { createHttpApp } from '#io/http/http-app.ts';
import { systemClock } from '#kernel/clock.ts';
import type { AccountId, UnitId } from '#kernel/ids.ts';
import type { Peer } from '#kernel/session.ts';
import { apiApp, apiUploads } from './api-app.ts';
import { calmStatus, QueueInMemory } from './queue-house.fixture.ts';
import { Turns } from './turns.ts';

export const overTls: Peer = { address: '203.0.113.9', port: 50_000, secure: true, loopback: false };

type Headers = Readonly<Record<string, string>>;
export interface Asked {
  readonly token?: string;
  readonly headers?: Headers;
  readonly peer?: Peer;
  readonly method?: string;
  readonly body?: unknown;
}

export const webRules: WebRules = { idleMs: 30 * 60_000, absoluteMs: 12 * 60 * 60_000, secondFactorFor: 'nobody' };

/** Nothing is gathered for long: tests wait for it. */
const liveSoon = { gatherMs: 20 };
const mailSetup = {
  ...{ server: { hostname: 'mail.tinh.gov.vn', imaps: 993, submissions: 465 }, origin: 'https://mail.tinh.gov.vn' },
  ...{ readCa: async () => null, isProfileSigned: true },
};
interface HouseOptions {
  readonly twoPeople?: boolean;
  readonly rules?: WebRules;
  readonly oidc?: OidcDeps;
}

/** The API over a small province, and people in it with tokens, or who sign in on the web. */
export async function openApiHouse({ twoPeople = false, rules = webRules, oidc }: HouseOptions = {}) {
  const house = await PersonHouse.open();
  const { database } = house.test;
  const owner = openDatabase(house.test.owner, { poolSize: 1, applicationName: 'owner', onIdleError: () => undefined });
  const directory = new SmallDirectory(database);
  const tokenKey = randomBytes(32);
  const unitPlans = unitPlanKind(async () => profiles);
  const personPlans = personPlanKind(async () => profiles);
  const bulkPlans = bulkPlanKind(async () => profiles);
  const logged: object[] = [];
  const held: number[] = [];
  const keep = (fields: object) => void logged.push(fields);
  const log = { warn: keep, error: keep };
  const turns = new Turns();
  const live = new LiveStreams({ placesOf: placesOfUnits({ database }), log, limits: liveSoon });
  const queue = new QueueInMemory();
  const heard: SignInOutcome[] = [];
  const hold = async (ms: number) => void held.push(ms);
  const signIn = { ...(await signInDeps(database)), hold, heard: (outcome: SignInOutcome) => void heard.push(outcome) };
  const settingsFolder = await mkdtemp(join(tmpdir(), 'congthu-test-settings-'));
  const inForce = configSchema.parse({});
  const settings = { file: join(settingsFolder, 'congthu.yaml'), fromEnvironment: {}, overrides: {}, inForce };
  const hosts = { names: ['mail.tinh.gov.vn', 'localhost'], httpsPort: 10443 };
  const web: WebDeps = {
    ...{ signIn, rules, sessionKey: tokenKey, sealKey: randomBytes(32), issuer: 'Tỉnh thử', hosts },
    ...(oidc === undefined ? {} : { oidc }),
  };
  const api = apiApp({
    ...{ database, web, clock: systemClock, tokenKey, unitPlans, personPlans, bulkPlans, log, turns, live, week: standardWeek },
    throttle: makeSignInThrottle(database),
    reports: {
      draw: { database, mail: new MailBook(), week: standardWeek },
      ...{ halfYearEnds: ['06-30', '12-31'], letterhead: {}, provinceName: 'Tỉnh thử' },
    },
    ...{ queue, status: async () => calmStatus, mailSetup, settings },
    requestTerms: { unitAboveDays: 3, operatorDays: 5 },
    plans: { ...house.deps, kinds: [unitPlans, personPlans, bulkPlans], twoPeople },
    naming: {
      readProfile: async (id) => profiles.get(id)!,
      root: async () => ({ profileId: 'three-levels', domain: 'tinh.gov.vn' }),
    },
    hold,
  });
  const app = createHttpApp({ log, routes: [api], uploads: apiUploads });

  async function token(person: PersonFacts, label = 'Đồng bộ'): Promise<{ id: string; shown: string }> {
    const account = { id: person.accountId, address: person.address };
    const made = await attemptInTransaction(database, (tx) =>
      createApiToken({ tx, twoPeople: false, key: tokenKey }, { actorAccountId: account.id, account, label, days: 30, now: new Date() }),
    );
    if (!made.ok) throw new Error(made.refusal.message);
    return made.value;
  }

  /** Somebody with a role, and the token of their program. */
  async function somebody(name: string, role?: GivenRole, unitId: UnitId | null = null, unit = 'Sở Nội vụ') {
    const person = await house.someone(name, unit);
    if (role !== undefined) await directory.assign(person.accountId, role, unitId);
    return { ...person, token: (await token(person)).shown };
  }

  function ask(path: string, { token: bearer, headers = {}, peer = overTls, method, body }: Asked = {}): Promise<Response> {
    const init: RequestInit = {
      method: method ?? (body === undefined ? 'GET' : 'POST'),
      headers: {
        ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    return Promise.resolve(app.request(`/api/v1${path}`, init, { peer }));
  }

  return {
    ...{ house, database, directory, tokenKey, settings, logged, held, turns, live, queue, token, somebody, ask, web, heard },
    givePassword: (accountId: AccountId, password: string) => givePassword(database, accountId, password),
    asOwner: (statement: string) => owner.pool.query(statement),
    async [Symbol.asyncDispose]() {
      live[Symbol.dispose]();
      await signIn.generation[Symbol.asyncDispose]();
      await owner.close();
      await house[Symbol.asyncDispose]();
      await rm(settingsFolder, { recursive: true, force: true });
    },
  };
}

export type ApiHouse = Awaited<ReturnType<typeof openApiHouse>>;

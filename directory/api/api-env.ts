import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import type { SignInThrottle } from '#directory/access/sign-in-throttle.ts';
import type { WebDeps } from '#directory/access/web-session/web-deps.ts';
import type { WorkingWeek } from '#directory/calendar/working-calendar.ts';
import type { CarryOutDeps } from '#directory/lifecycle/carry-out-plan.ts';
import type { PlanKind } from '#directory/lifecycle/plan.ts';
import type { LiveStreams } from '#directory/live/live-streams.ts';
import type { MailSetup } from '#directory/mail-setup/mail-setup.ts';
import type { NamingProfile } from '#directory/naming/naming-profile.ts';
import type { Terms } from '#directory/requests/request.ts';
import type { SettingsPlace } from '#directory/settings/settings-place.ts';
import type { Database } from '#io/database.ts';
import type { HttpEnv } from '#io/http/http-app.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Language } from './accepted-language.ts';
import type { Bearer } from './bearer.ts';
import type { ApiLog } from './events.ts';
import type { MailQueue, ReadStatus } from './mail-port.ts';
import type { ReportParts } from './report-deps.ts';
import type { Turns } from './turns.ts';

/** What a route knows of its request. `bearer` only where the route is `authenticated`. */
export type ApiEnv = HttpEnv & { Variables: { requestId: string; language: Language; bearer: Bearer } };
export type ApiContext = Context<ApiEnv>;
export type Api = OpenAPIHono<ApiEnv>;

export interface ApiDeps {
  readonly database: Database;
  readonly clock: Clock;
  readonly throttle: SignInThrottle;
  /** Of the server, not of the database: tokens and cursors are proved with it. */
  readonly tokenKey: Buffer;
  /** How plans are made and carried out: the same as at the command line. */
  readonly plans: CarryOutDeps;
  readonly unitPlans: PlanKind;
  readonly personPlans: PlanKind;
  readonly bulkPlans: PlanKind;
  /** How people sign in on the web. */
  readonly web: WebDeps;
  /** In which days and hours offices work. */
  readonly week: WorkingWeek;
  /** Within how many working days a request of a unit takes each step. */
  readonly requestTerms: Terms;
  /** What names are proposed by; `root`: what a unit with none above it follows. */
  readonly naming: {
    readonly readProfile: (profileId: string) => Promise<NamingProfile>;
    readonly root: () => Promise<{ readonly profileId: string; readonly domain: string }>;
  };
  /** What reports are drawn from. */
  readonly reports: ReportParts;
  /** What mail programs are set up with. */
  readonly mailSetup: MailSetup;
  /** Where the configuration is, and what it was at the start. */
  readonly settings: SettingsPlace;
  readonly queue: MailQueue;
  readonly status: ReadStatus;
  readonly turns: Turns;
  /** Who is told that something changed. */
  readonly live: LiveStreams;
  readonly log: ApiLog;
  /** Holds the refusal of a wrong token back; replaced in tests. */
  readonly hold?: (ms: number) => Promise<void>;
}

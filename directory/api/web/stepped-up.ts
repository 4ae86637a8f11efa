import { createMiddleware } from 'hono/factory';
import { stepUpNeeded } from '#directory/access/roles/authorise.ts';
import type { AccessAct } from '#directory/access/roles/policy.ts';
import { webSessionLimits } from '#directory/access/web-session/limits.ts';
import type { ApiEnv } from '../api-env.ts';
import type { Bearer } from '../bearer.ts';
import { problem } from '../problem.ts';

/** Whether a dangerous act may be done without showing once more who one is. A program with a token has nobody who could. */
export function isProvedLately(bearer: Bearer): boolean {
  return bearer.by === 'token' || bearer.provedMsAgo < webSessionLimits.provedMs;
}

/** For routes that open no transaction of `doAct`, where `authorise` would ask. */
export function steppedUp(act: AccessAct) {
  return createMiddleware<ApiEnv>(async (context, next) =>
    isProvedLately(context.get('bearer')) ? next() : problem(context, stepUpNeeded(act)),
  );
}

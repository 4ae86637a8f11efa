import { createRoute, type z } from '@hono/zod-openapi';
import { signOutAddress } from '#directory/access/oidc/sign-out-there.ts';
import { actsOnSystem } from '#directory/access/roles/authorise.ts';
import { findActor } from '#directory/access/roles/facts-sql.ts';
import { mustHaveSecondFactor } from '#directory/access/web-session/hindrance.ts';
import { webSessionLimits } from '#directory/access/web-session/limits.ts';
import { countRecoveryCodes } from '#directory/access/web-session/recovery-code-sql.ts';
import { findFactors } from '#directory/access/web-session/second-factor-sql.ts';
import { markWebSessionEnded } from '#directory/access/web-session/web-session-sql.ts';
import { readPersonFacts } from '#directory/people/person-facts-sql.ts';
import { inTransaction } from '#io/database.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { replies } from '../replies.ts';
import { dropSessionCookie } from '../web/cookies.ts';
import { webHeaders, withSession } from '../web/documented.ts';
import { onlyWeb, webBearer } from '../web/only-web.ts';
import { whoAmISchema } from '../web/own-schemas.ts';
import { signedOutSchema } from '../web/sso-schemas.ts';
import { findUnitNames } from '../web/unit-names-sql.ts';

export function addOwnSession(app: Api, deps: ApiDeps): void {
  const anyway = authenticated(deps, { evenIf: ['password-change-needed', 'second-factor-needed'] });
  const show = createRoute({
    ...{ method: 'get', path: '/session', operationId: 'whoAmI', tags: ['session'], security: withSession },
    summary: 'Who is signed in, and what they may do',
    middleware: [anyway, onlyWeb],
    responses: replies({ 200: { description: 'Who it is', schema: whoAmISchema } }),
  });
  app.openapi(show, async (context) => {
    context.header('Cache-Control', 'no-store');
    return context.json(await whoAmI(context, deps), 200);
  });
  const end = createRoute({
    ...{ method: 'delete', path: '/session', operationId: 'signOut', tags: ['session'], security: withSession },
    summary: 'Sign out',
    middleware: [anyway, onlyWeb],
    request: { headers: webHeaders },
    responses: { ...replies({ 200: { description: 'Signed out here', schema: signedOutSchema } }), 204: { description: 'Signed out' } },
  });
  app.openapi(end, async (context) => {
    const { id, accountId, proofs } = webBearer(context);
    await inTransaction(deps.database, (tx) => markWebSessionEnded(tx, id, accountId));
    dropSessionCookie(context);
    const goOnAt = proofs.includes('oidc') ? await signOutAddress(deps.web, context.req.header('host')) : null;
    return goOnAt === null ? context.body(null, 204) : context.json({ goOnAt }, 200);
  });
}

async function whoAmI(context: ApiContext, { database, clock, web }: ApiDeps): Promise<z.infer<typeof whoAmISchema>> {
  const bearer = webBearer(context);
  const { accountId, personId, hindrance } = bearer;
  const [facts, actor] = await Promise.all([readPersonFacts(database, personId), findActor({ database }, accountId)]);
  if (facts === undefined || actor === undefined) throw new Error(`account ${accountId} is signed in, and is no person's`);
  const units = await findUnitNames(database, [...actor.headed, ...actor.roles.flatMap(({ unitId }) => unitId ?? [])]);
  const today = vietnamDate(clock.now());
  const named = (unitId: number | null) => units.find((unit) => unit.unitId === unitId);
  return {
    ...{ accountId, personId, name: facts.name, address: facts.address, language: context.get('language') },
    addresses: facts.addresses.filter(({ kind }) => kind !== 'former').map(({ address }) => address),
    posts: facts.posts
      .filter(({ isCalledOff, validFrom, validTo }) => !isCalledOff && validFrom <= today && (validTo === null || validTo >= today))
      .map(({ unitId, unit, title, kind, capacity, isMain }) => ({ unitId, unit, title, kind, capacity, isMain })),
    heads: units.filter(({ unitId }) => actor.headed.includes(unitId)),
    roles: actor.roles.map((held) => ({ ...held, unit: named(held.unitId)?.name ?? null })),
    acts: actsOnSystem(accountId, actor),
    session: {
      ...{ id: bearer.id, proofs: [...bearer.proofs] },
      provedSecondsAgo: Math.floor(bearer.provedMsAgo / 1000),
      stepUpSeconds: webSessionLimits.provedMs / 1000,
    },
    secondFactor: {
      isOn: bearer.hasSecondFactor,
      kinds: [...(await findFactors(database, accountId))],
      isRequired: mustHaveSecondFactor(web.rules, { isAdministrator: actor.roles.length > 0 }),
      recoveryCodesLeft: await countRecoveryCodes(database, accountId),
    },
    mustChangePassword: hindrance === 'password-change-needed',
    mustSetUpSecondFactor: hindrance === 'second-factor-needed',
  };
}

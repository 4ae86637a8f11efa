import { createRoute, z } from '@hono/zod-openapi';
import { authorise, type Target } from '#directory/access/roles/authorise.ts';
import { explainProposal, explainUnitProposal } from '#directory/naming/explain-proposal.ts';
import { nameCharactersMax } from '#directory/naming/limits.ts';
import { unitKinds } from '#directory/naming/unit-kind.ts';
import { unitCodeShape } from '#directory/naming/unit-mailbox-name.ts';
import { findUnit } from '#directory/people/find-unit.ts';
import type { NamingProblem } from '#directory/people/naming-problem.ts';
import { type ProposedNames, proposeNameForPerson, proposeNameForUnit } from '#directory/people/propose-name.ts';
import { isPlainText } from '#kernel/plain-text.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import { proposedNamesSchema } from '../act-schemas.ts';
import type { Api, ApiContext, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { apiLimits } from '../limits.ts';
import { type ApiRefusal, apiRefusal, problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { day, flagQuery } from '../schemas.ts';

const name = z.string().trim().min(1).max(nameCharactersMax);
const mailbox = z
  .string()
  .trim()
  .min(1)
  .max(apiLimits.queryCharactersMax)
  .refine(isPlainText, 'một dòng chữ, không định dạng / one line of plain text');
const given = { 200: { description: 'What is free, best first, and what was given already', schema: proposedNamesSchema } };

/** For who corrects the directory there: what was ever given, and to whom, is told too. */
export function addProposeName(app: Api, deps: ApiDeps): void {
  addForPerson(app, deps);
  addForUnit(app, deps);
}

function addForPerson(app: Api, deps: ApiDeps): void {
  const query = z.strictObject({
    name: name.openapi({ description: 'Full name' }),
    unit: mailbox.openapi({ description: 'Mailbox or address of the unit of the main post', example: 'tt' }),
    born: day.optional(),
    givenFirst: flagQuery('The given name comes first, as in H’Hen Niê'),
  });
  const route = createRoute({
    ...{ method: 'get', path: '/names/people', operationId: 'proposePersonName', tags: ['names'], security: withToken },
    summary: 'Mailbox names for a person by the naming profile of the unit; reserves nothing',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies(given, 404),
  });
  app.openapi(route, async (context) => {
    const { name: fullName, unit, born: birthDate, givenFirst } = context.req.valid('query');
    const may = await mayName(context, deps, unit);
    if (!may.ok) return problem(context, may.refusal);
    const order = givenFirst ? 'given-first' : undefined;
    const proposed = await proposeNameForPerson({ database: deps.database, ...deps.naming }, { fullName, unit, birthDate, order });
    if (!proposed.ok) return problem(context, notNamed(proposed.refusal));
    return context.json(shown(proposed.value, explainProposal), 200);
  });
}

function addForUnit(app: Api, deps: ApiDeps): void {
  const query = z.strictObject({
    name: name.openapi({ description: 'Official name with the word for its kind' }),
    kind: z.enum(unitKinds),
    parent: mailbox.optional().openapi({ description: 'Mailbox or address of the unit above; left out: none' }),
    formerParent: mailbox.optional().openapi({ description: 'Of the unit above before, which tells units of one name apart' }),
    code: z.string().regex(unitCodeShape).max(nameCharactersMax).optional().openapi({ description: 'Beats the rule' }),
    domain: mailbox.optional().openapi({ description: 'A domain of its own' }),
  });
  const route = createRoute({
    ...{ method: 'get', path: '/names/units', operationId: 'proposeUnitName', tags: ['names'], security: withToken },
    summary: 'Mailbox names for a unit by the naming profile of what is above it; reserves nothing',
    middleware: [authenticated(deps)],
    request: { query },
    responses: replies(given, 404),
  });
  app.openapi(route, async (context) => {
    const { parent = null, code = null, ...asked } = context.req.valid('query');
    const may = await mayName(context, deps, parent);
    if (!may.ok) return problem(context, may.refusal);
    const proposed = await proposeNameForUnit({ database: deps.database, ...deps.naming }, { ...asked, parent, code });
    if (!proposed.ok) return problem(context, notNamed(proposed.refusal));
    return context.json(shown(proposed.value, explainUnitProposal), 200);
  });
}

/** `under`: the unit that names it; null: none, which is the operator's to name. */
async function mayName(context: ApiContext, deps: ApiDeps, under: string | null): Promise<Result<void, ApiRefusal>> {
  const unit = under === null ? ok(null) : await findUnit(deps.database, under);
  if (!unit.ok) return refused(notNamed(unit.refusal));
  const target: Target = unit.value === null ? { of: 'system' } : { of: 'unit', unitId: unit.value.id };
  const actorAccountId = context.get('bearer').accountId;
  const may = await authorise(deps, { actorAccountId, act: 'directory.write', target });
  return may.ok ? ok() : may;
}

const notNamed = (text: NamingProblem) => apiRefusal('invalid', text, { problems: [{ what: 'name', ...text }] });

function shown<Proposal extends { readonly localPart: string; readonly how: string }>(
  { domain, free, taken, ...facts }: ProposedNames<Proposal>,
  explain: (proposal: Proposal, language: 'vi' | 'en') => string,
): z.infer<typeof proposedNamesSchema> {
  const address = (localPart: string) => `${localPart}@${domain}`;
  return {
    ...{ ...facts, domain },
    free: free.map((one) => {
      const explained = { vi: explain(one, 'vi'), en: explain(one, 'en') };
      return { address: address(one.localPart), localPart: one.localPart, how: one.how, explained };
    }),
    taken: taken.map(({ localPart, owner }) => ({ address: address(localPart), owner })),
  };
}

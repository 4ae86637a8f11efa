import { createRoute, type z } from '@hono/zod-openapi';
import { actsOnAccount } from '#directory/access/roles/acts-on-account.ts';
import { type PersonFacts, type PersonStanding, readPersonFacts } from '#directory/people/person-facts-sql.ts';
import type { Presence } from '#directory/people/person-page-sql.ts';
import type { PersonId } from '#kernel/ids.ts';
import { vietnamDate } from '#kernel/vietnam-time.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { tagged } from '../entity-tag.ts';
import { nobody, problem } from '../problem.ts';
import { notModified, replies, withToken } from '../replies.ts';
import { idParam, personInFullSchema } from '../schemas.ts';

export function addShowPerson(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/people/{id}', operationId: 'showPerson', tags: ['people'], security: withToken },
    summary: 'A person with posts and addresses; with what was, for who may look at the account',
    middleware: [authenticated(deps), allowed(deps, 'directory.read')],
    request: { params: idParam },
    responses: { ...replies({ 200: { description: 'The person', schema: personInFullSchema } }, 404), ...notModified },
  });
  app.openapi(route, async (context) => {
    const facts = await readPersonFacts(deps.database, context.req.valid('param').id as PersonId);
    if (facts === undefined) return problem(context, nobody);
    const { accountId } = facts;
    const actorAccountId = context.get('bearer').accountId;
    const acts = await actsOnAccount({ database: deps.database }, actorAccountId, accountId);
    const withRecord = acts.includes('account.read');
    return tagged(context, { ...shown(facts, { withRecord, today: vietnamDate(deps.clock.now()) }), acts });
  });
}

const presenceOf: Readonly<Record<PersonStanding, Presence>> = {
  'in-service': 'in-service',
  locked: 'away',
  suspended: 'away',
  left: 'left',
  closed: 'left',
};

function shown(
  facts: PersonFacts,
  { withRecord, today }: { withRecord: boolean; today: string },
): Omit<z.infer<typeof personInFullSchema>, 'acts'> {
  const { id, accountId, name, family, middle, given, address, addresses, standing, birthDate, formerNames, absences, hold, groups } =
    facts;
  const isOver = ({ validTo, isCalledOff }: PersonFacts['posts'][number]) => isCalledOff || (validTo !== null && validTo < today);
  const posts = facts.posts.filter((post) => !isOver(post)).map(({ isCalledOff: _never, ...post }) => post);
  const record = {
    ...{ standing, birthDate, hold },
    formerNames: [...formerNames],
    formerPosts: facts.posts.filter(isOver),
    absences: [...absences],
    groups: [...groups],
    plans: [...facts.plans],
  };
  const receiving = withRecord ? addresses : addresses.filter(({ kind }) => kind !== 'former');
  return {
    ...{ id, accountId, name, family, middle, given, address, presence: presenceOf[standing], posts },
    addresses: [...receiving],
    record: withRecord ? record : null,
  };
}

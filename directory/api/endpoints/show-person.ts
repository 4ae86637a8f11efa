import { createRoute, type z } from '@hono/zod-openapi';
import { authorise } from '#directory/access/roles/authorise.ts';
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
    const target = { of: 'account', accountId } as const;
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'account.read', target });
    return tagged(context, shown(facts, { withRecord: may.ok, today: vietnamDate(deps.clock.now()) }));
  });
}

const presenceOf: Readonly<Record<PersonStanding, Presence>> = {
  'in-service': 'in-service',
  locked: 'away',
  suspended: 'away',
  left: 'left',
  closed: 'left',
};

function shown(facts: PersonFacts, { withRecord, today }: { withRecord: boolean; today: string }): z.infer<typeof personInFullSchema> {
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

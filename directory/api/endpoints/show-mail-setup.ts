import { createRoute } from '@hono/zod-openapi';
import { mailPrograms } from '#directory/access/mail-programs.ts';
import { caFingerprint } from '#directory/mail-setup/ca-fingerprint.ts';
import { stepsOf } from '#directory/mail-setup/setup-steps.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { authenticated } from '../authenticate.ts';
import { replies } from '../replies.ts';
import { withSession } from '../web/documented.ts';
import { onlyWeb } from '../web/only-web.ts';
import { mailSetupSchema } from '../web/own-data-schemas.ts';

export function addShowMailSetup(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/me/mail-setup', operationId: 'showMailSetup', tags: ['me'], security: withSession },
    summary: 'How mail programs are connected here, step by step, in the language asked for',
    middleware: [authenticated(deps), onlyWeb],
    responses: replies({ 200: { description: 'Names, ports and steps', schema: mailSetupSchema } }),
  });
  app.openapi(route, async (context) => {
    const { server, origin, readCa } = deps.mailSetup;
    const ca = await readCa();
    const language = context.get('language');
    return context.json(
      {
        ...server,
        guide: `${origin}/?lang=${language}#thiet-lap`,
        ca: ca === null ? null : { fingerprint: caFingerprint(ca), url: `${origin}/ca.pem` },
        programs: mailPrograms.map((program) => ({ program, steps: stepsOf(program, server, language).map((step) => [...step]) })),
      },
      200,
    );
  });
}

import { createRoute, z } from '@hono/zod-openapi';
import { settings } from '#config/setting.ts';
import { authorise } from '#directory/access/roles/authorise.ts';
import { changeSettings } from '#directory/settings/change-settings.ts';
import { type AskedChange, checkChanges, type SettingDifference, type SettingsRefusal } from '#directory/settings/check-changes.ts';
import { readSettingsFile } from '#directory/settings/settings-file.ts';
import { refused } from '#kernel/result.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { doAct } from '../do-act.ts';
import { unchanged } from '../entity-tag.ts';
import { type ApiRefusal, problem } from '../problem.ts';
import { replies, withToken } from '../replies.ts';
import { settingDifferencesSchema, settingsBody } from '../settings-schemas.ts';
import { fileTag } from '../settings-tag.ts';
import { faultAt } from '../validation-problem.ts';
import { idempotencyHeader } from '../write-headers.ts';

const inBody = { required: true, content: { 'application/json': { schema: settingsBody } } } as const;
const given = { 200: { description: 'What differs', schema: settingDifferencesSchema } };

export function addChangeSettings(app: Api, deps: ApiDeps): void {
  const previewing = createRoute({
    ...{ method: 'post', path: '/settings/preview', operationId: 'previewSettings', tags: ['settings'], security: withToken },
    summary: 'What changes would come to, checked as a start would check them; nothing is written',
    middleware: [authenticated(deps)],
    request: { body: inBody },
    responses: replies(given, 404, 409, 413, 415),
  });
  app.openapi(previewing, async (context) => {
    // Without the proof that the change itself takes.
    const actorAccountId = context.get('bearer').accountId;
    const may = await authorise({ database: deps.database }, { actorAccountId, act: 'settings.change', target: { of: 'system' } });
    if (!may.ok) return problem(context, may.refusal);
    const read = await readSettingsFile(deps.settings.file);
    if (!read.ok) return problem(context, read.refusal);
    const checked = await checkChanges(deps.settings, read.value, askedOf(context.req.valid('json')));
    return checked.ok ? context.json(shown(checked.value.differences), 200) : problem(context, withProblems(checked.refusal));
  });
  const changing = createRoute({
    ...{ method: 'put', path: '/settings', operationId: 'changeSettings', tags: ['settings'], security: withToken },
    summary: 'Write changes into the file, and keep the one before it: in force from the next start on',
    middleware: [authenticated(deps), allowed(deps, 'settings.change')],
    request: { headers: idempotencyHeader.extend({ 'if-match': ifMatch }), body: inBody },
    responses: replies(given, 404, 409, 412, 413, 415, 422),
  });
  app.openapi(changing, (context) => {
    const body = context.req.valid('json');
    const { reason } = body;
    const asked = askedOf(body);
    const actorAccountId = context.get('bearer').accountId;
    const isAsRead = (text: string | null) => unchanged(context, fileTag(deps, text));
    return doAct(context, deps, {
      reason,
      async does(permit) {
        const changed = await changeSettings(permit, {
          actorAccountId,
          place: deps.settings,
          asked,
          reason,
          isAsRead,
          now: deps.clock.now(),
        });
        return changed.ok ? changed : refused(withProblems(changed.refusal));
      },
      answer: (differences) => ({ status: 200, location: '/api/v1/settings', body: shown(differences) }),
    });
  });
}

const ifMatch = z
  .string()
  .openapi({ description: 'The ETag of the settings as they were read: refused with 412 when the file has changed' });

function askedOf({ changes = [], restore }: z.infer<typeof settingsBody>): AskedChange {
  return restore === undefined ? { changes } : { restore };
}

function shown(differences: readonly SettingDifference[]): z.infer<typeof settingDifferencesSchema> {
  type Value = z.infer<typeof settingDifferencesSchema>['differences'][number]['before'];
  return {
    // Of what may be changed here: no secret is among them, and all are of the forms that the schema has.
    differences: differences.map(({ key, name, before, after }) => ({ key, name, before: before as Value, after: after as Value })),
    takesRestart: differences.length > 0,
  };
}

/** What is wrong stands at the key of its setting. */
function withProblems({ issues = [], key, ...refusal }: SettingsRefusal): ApiRefusal {
  const ofSettings = issues.map((issue) => {
    const path = issue.path.map(String);
    const named = settings.find((setting) => setting.path.every((part, at) => part === path[at]));
    return faultAt(issue, named?.key ?? path.join('.'));
  });
  const both = refusal.inBoth ?? { vi: refusal.message, en: refusal.message };
  const own = key === undefined ? [] : [{ what: 'setting', at: key, ...both }];
  return { ...refusal, problems: [...ofSettings, ...own] };
}

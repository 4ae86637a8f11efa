import { createRoute, type z } from '@hono/zod-openapi';
import { environmentName } from '#config/load.ts';
import { sectionNames } from '#config/told.ts';
import { type ShownSetting, showSettings } from '#directory/settings/show-settings.ts';
import type { Api, ApiDeps } from '../api-env.ts';
import { allowed, authenticated } from '../authenticate.ts';
import { entityTag } from '../entity-tag.ts';
import { replies, withToken } from '../replies.ts';
import { type settingSchema, settingsSchema } from '../settings-schemas.ts';
import { fileTag } from '../settings-tag.ts';

export function addShowSettings(app: Api, deps: ApiDeps): void {
  const route = createRoute({
    ...{ method: 'get', path: '/settings', operationId: 'showSettings', tags: ['settings'], security: withToken },
    summary: 'Every setting: what it means, what it may be, what is in force and whence. The ETag is the file’s',
    middleware: [authenticated(deps), allowed(deps, 'settings.read')],
    responses: replies({ 200: { description: 'The settings', schema: settingsSchema } }),
  });
  app.openapi(route, async (context) => {
    const { text, items, file, exists, isWritable, faults, former } = await showSettings(deps.settings);
    context.header('ETag', entityTag(fileTag(deps, text)));
    const sections = [...Map.groupBy(items, ({ section }) => section)].map(([section, of]) => ({
      ...{ section, name: sectionNames[section]! },
      items: of.map(shown),
    }));
    return context.json({ file, exists, isWritable, faults: [...faults], sections, former }, 200);
  });
}

type Shown = z.infer<typeof settingSchema>;

function shown({ key, path, name, help, unit, form, choices, isSecret, ...rest }: ShownSetting): Shown {
  const named = (value: string) => ({ value, name: choices?.[value] ?? { vi: value, en: value } });
  const { isSet, source, waitsForRestart, closed } = rest;
  return {
    ...{ key, environmentName: environmentName(path), name, help, unit: unit ?? null },
    form: form.is === 'choice' ? { is: form.is, choices: form.choices.map(named) } : form,
    ...{ isSecret: isSecret === true, isSet, source, waitsForRestart, closed },
    // Of the forms that the schema has.
    fallback: (rest.fallback ?? null) as Shown['value'],
    value: rest.value as Shown['value'],
    next: rest.next as Shown['value'],
  };
}

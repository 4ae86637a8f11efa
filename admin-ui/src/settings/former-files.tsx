import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import type { Settings } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import list from '../shared/list.module.css';
import { Section } from '../shared/section.tsx';
import { PreviewChanges } from './preview-changes.tsx';

interface Props {
  readonly settings: Settings;
  readonly tag: string;
  readonly mayChange: boolean;
}

/** The file as it was before changes: the way back, seen before it is gone. */
export function FormerFiles({ settings, tag, mayChange }: Props) {
  const { wording, language } = useLanguage();
  const { settings: words } = wording;
  const previewing = useMutation({
    mutationFn: async (restore: string) => ({ restore, ...(await asked(POST('/api/v1/settings/preview', { body: { restore } }))) }),
  });
  return (
    <Section title={words.former} lead={settings.former.length === 0 ? words.noFormer : words.formerLead}>
      <ul className={list.list}>
        {settings.former.map(({ name, replacedAt }) => (
          <li key={name} className={list.item}>
            <div>
              <Text size="sm" fw={600}>
                {words.replacedAt(momentText(replacedAt, language))}
              </Text>
              <Text size="xs" c="dimmed">
                {name}
              </Text>
            </div>
            {mayChange && (
              <Button
                size="xs"
                variant="default"
                loading={previewing.isPending && previewing.variables === name}
                onClick={() => previewing.mutate(name)}
              >
                {words.restore}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {previewing.error && (
        <Group>
          <ErrorNotice error={previewing.error} />
        </Group>
      )}
      {previewing.data && (
        <PreviewChanges
          asked={{ restore: previewing.data.restore }}
          differences={previewing.data.differences}
          settings={settings.sections.flatMap(({ items }) => items)}
          tag={tag}
          onDone={() => previewing.reset()}
          onClose={() => previewing.reset()}
        />
      )}
    </Section>
  );
}

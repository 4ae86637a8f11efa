import { Button, Group, Paper, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Settings } from '../api/api-contract.ts';
import { asked, POST, Refused } from '../api/client.ts';
import { useLanguage } from '../i18n/language.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Section } from '../shared/section.tsx';
import { PreviewChanges } from './preview-changes.tsx';
import { SettingRow } from './setting-row.tsx';
import { type Drafts, withDraft } from './setting-value.ts';
import classes from './settings.module.css';

interface Props {
  readonly settings: Settings;
  /** Those that are shown: what was typed elsewhere stays. */
  readonly sections: Settings['sections'];
  readonly tag: string;
  readonly mayChange: boolean;
}

/** The settings, and what somebody has changed of them and not written yet. */
export function EditedSettings({ settings, sections, tag, mayChange }: Props) {
  const { wording, language } = useLanguage();
  const { settings: words } = wording;
  const [drafts, setDrafts] = useState<Drafts>({});
  const changes = Object.entries(drafts).map(([key, value]) => ({ key, value }));
  const previewing = useMutation({ mutationFn: () => asked(POST('/api/v1/settings/preview', { body: { changes } })) });
  const all = settings.sections.flatMap(({ items }) => items);
  const errors = new Map(
    (previewing.error instanceof Refused ? (previewing.error.problem.problems ?? []) : []).map(({ at = '', detail }) => [at, detail]),
  );
  const edit = (changed: Drafts) => {
    setDrafts(changed);
    if (previewing.error) previewing.reset();
  };
  return (
    <>
      {sections.map(({ section, name, items }) => (
        <Section key={section} title={name[language]}>
          <ul className={classes.list}>
            {items.map((setting) => (
              <SettingRow
                key={setting.key}
                setting={setting}
                draft={drafts[setting.key]}
                error={errors.get(setting.key)}
                mayChange={mayChange}
                onChange={(value) => edit(withDraft(drafts, setting, value))}
              />
            ))}
          </ul>
        </Section>
      ))}
      {changes.length > 0 && (
        <Paper withBorder shadow="md" p="sm" className={classes.bar} role="region" aria-label={words.changed(changes.length)}>
          {previewing.error && <ErrorNotice error={previewing.error} />}
          <Group justify="space-between" gap="xs">
            <Text size="sm" fw={600}>
              {words.changed(changes.length)}
            </Text>
            <Group gap="xs">
              <Button variant="default" onClick={() => edit({})}>
                {words.drop}
              </Button>
              <Button loading={previewing.isPending} onClick={() => previewing.mutate()}>
                {words.preview}
              </Button>
            </Group>
          </Group>
        </Paper>
      )}
      {previewing.data && (
        <PreviewChanges
          asked={{ changes }}
          differences={previewing.data.differences}
          settings={all}
          tag={tag}
          onDone={() => {
            setDrafts({});
            previewing.reset();
          }}
          onClose={() => previewing.reset()}
        />
      )}
    </>
  );
}

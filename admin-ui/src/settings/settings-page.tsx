import { Alert, Group, List, Loader, SegmentedControl, TextInput } from '@mantine/core';
import { IconAdjustmentsSearch, IconAlertTriangle, IconInfoCircle, IconRefreshAlert, IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { Settings } from '../api/api-contract.ts';
import { sessionQuery } from '../api/session.ts';
import { useLanguage, useWording } from '../i18n/language.tsx';
import { EmptyState } from '../shared/empty-state.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Page } from '../shared/page.tsx';
import { EditedSettings } from './edited-settings.tsx';
import { FormerFiles } from './former-files.tsx';
import { type SettingsSearch, settingShows, settingsQuery } from './queries.ts';
import { isMeant, isSame } from './setting-value.ts';

/** How the system is set up, made of the schema it is read with. */
export function SettingsPage() {
  const wording = useWording();
  const { settings: words } = wording;
  const search = useSearch({ strict: false }) as SettingsSearch;
  const { data: session } = useQuery(sessionQuery);
  const { data, error, isPending, refetch } = useQuery(settingsQuery);
  const isOperator = session?.acts.includes('settings.change') === true;
  const mayChange = isOperator && data?.data.isWritable === true;
  return (
    <Page title={words.title} lead={data && words.lead(data.data.file)}>
      {isPending && <Loader aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Standing settings={data.data} isOperator={isOperator} />
          <Filters search={search} />
          <Chosen settings={data.data} tag={data.tag} search={search} mayChange={mayChange} />
          {isOperator && <FormerFiles settings={data.data} tag={data.tag} mayChange={mayChange} />}
        </>
      )}
    </Page>
  );
}

/** What one should know of the file before anything else. */
function Standing({ settings, isOperator }: { readonly settings: Settings; readonly isOperator: boolean }) {
  const { wording, language } = useLanguage();
  const { settings: words } = wording;
  const waiting = settings.sections.flatMap(({ items }) => items).filter((item) => item.waitsForRestart);
  return (
    <>
      {settings.faults.length > 0 && (
        <Alert
          color="red"
          icon={<IconAlertTriangle aria-hidden />}
          title={words.faults}
          styles={{ title: { color: 'var(--mantine-color-text)' } }}
        >
          <List size="sm">
            {settings.faults.map((fault) => (
              <List.Item key={fault}>{fault}</List.Item>
            ))}
          </List>
        </Alert>
      )}
      {waiting.length > 0 && (
        <Alert
          color="orange"
          icon={<IconRefreshAlert aria-hidden />}
          title={words.waiting(waiting.length)}
          role="status"
          styles={{ title: { color: 'var(--mantine-color-text)' } }}
        >
          {waiting.map(({ name }) => name[language]).join(', ')}. {words.waitingHelp}
        </Alert>
      )}
      {isOperator && !settings.isWritable && (
        <Alert color="yellow" icon={<IconInfoCircle aria-hidden />}>
          {words.notWritable}
        </Alert>
      )}
      {!settings.exists && settings.isWritable && (
        <Alert color="blue" icon={<IconInfoCircle aria-hidden />}>
          {words.noFile(settings.file)}
        </Alert>
      )}
    </>
  );
}

function Filters({ search }: { readonly search: SettingsSearch }) {
  const { settings: words } = useWording();
  const navigate = useNavigate();
  const go = (changed: { q?: string; show?: string }) =>
    void navigate({
      to: '/settings',
      search: Object.fromEntries(Object.entries({ ...search, ...changed }).filter(([, value]) => value !== '' && value !== 'all')),
      replace: true,
    });
  return (
    <Group align="flex-end" gap="sm">
      <TextInput
        label={words.search}
        placeholder={words.searchHelp}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={search.q ?? ''}
        onChange={({ currentTarget }) => go({ q: currentTarget.value })}
        maxLength={100}
        flex="1 1 16rem"
        maw={480}
      />
      <SegmentedControl
        data={settingShows.map((value) => ({ value, label: words.shows[value] }))}
        value={search.show ?? 'all'}
        onChange={(show) => go({ show })}
        aria-label={words.show}
        style={{ maxWidth: '100%', overflowX: 'auto' }}
      />
    </Group>
  );
}

interface ChosenProps {
  readonly settings: Settings;
  readonly tag: string;
  readonly search: SettingsSearch;
  readonly mayChange: boolean;
}

function Chosen({ settings, tag, search: { q = '', show }, mayChange }: ChosenProps) {
  const { wording, language } = useLanguage();
  const { settings: words } = wording;
  const sections = settings.sections
    .map((section) => ({
      ...section,
      items: section.items.filter(
        (item) =>
          isMeant({ ...item, help: { vi: `${section.name.vi} ${item.help.vi}`, en: `${section.name.en} ${item.help.en}` } }, q, language) &&
          (show === undefined || (show === 'waiting' ? item.waitsForRestart : item.isSet && !isSame(item.next, item.fallback))),
      ),
    }))
    .filter(({ items }) => items.length > 0);
  return (
    <>
      {sections.length === 0 && <EmptyState icon={<IconAdjustmentsSearch size={24} />} title={words.nothing} help={words.nothingHelp} />}
      <EditedSettings settings={settings} sections={sections} tag={tag} mayChange={mayChange} />
    </>
  );
}

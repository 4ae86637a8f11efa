import { Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { AccountUse } from '../api/api-contract.ts';
import { momentDayText, momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { browserName } from '../me/browser-name.ts';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Facts } from '../shared/facts.tsx';
import list from '../shared/list.module.css';
import { Section } from '../shared/section.tsx';
import { accountUseQuery } from './queries.ts';

/** When the mailbox was last used and by what: names and times, never from where. */
export function AccountDevices({ accountId }: { readonly accountId: number }) {
  const { wording, language } = useLanguage();
  const { accounts: words } = wording;
  const { data, error, isPending, refetch } = useQuery(accountUseQuery(accountId));
  return (
    <Section title={words.devices} lead={words.devicesLead}>
      {isPending && <Loader size="sm" aria-label={wording.loading} />}
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {data && (
        <>
          <Facts
            rows={[
              [words.signedInOn, data.signedInOn === null ? words.never : momentDayText(data.signedInOn)],
              [words.lastRead, data.lastRead === null ? words.notRead : readText(data.lastRead, momentText(data.lastRead.at, language))],
            ]}
          />
          <Devices use={data} />
        </>
      )}
    </Section>
  );
}

const readText = ({ by }: NonNullable<AccountUse['lastRead']>, at: string) => (by === null ? at : `${at} · ${by}`);

function Devices({ use: { devices, sessions } }: { readonly use: AccountUse }) {
  const { wording, language } = useLanguage();
  const { accounts: words } = wording;
  if (devices.length + sessions.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {words.noDevices}
      </Text>
    );
  return (
    <ul className={list.list}>
      {devices.map(({ label, owner, opens, createdAt, lastUsedAt }) => (
        <li key={`${label}${createdAt}`} className={list.item}>
          <div>
            <Text size="sm" fw={600}>
              {label}
            </Text>
            <Text size="xs" c="dimmed">
              {owner === opens ? owner : words.opens(owner, opens)}
            </Text>
          </div>
          <Text size="xs" c="dimmed">
            {lastUsedAt === null ? words.notUsed : words.usedAt(momentText(lastUsedAt, language))}
          </Text>
        </li>
      ))}
      {sessions.map(({ userAgent, usedAt }) => (
        <li key={`${userAgent}${usedAt}`} className={list.item}>
          <div>
            <Text size="sm" fw={600}>
              {browserName(userAgent) || words.browser}
            </Text>
            <Text size="xs" c="dimmed">
              {words.onTheWeb}
            </Text>
          </div>
          <Text size="xs" c="dimmed">
            {words.usedAt(momentText(usedAt, language))}
          </Text>
        </li>
      ))}
    </ul>
  );
}

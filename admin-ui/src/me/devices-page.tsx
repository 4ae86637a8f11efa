import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWording } from '../i18n/language.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { AppPasswords } from './app-passwords.tsx';
import { MailboxFills } from './mailbox-fill.tsx';
import { OpeningAppPasswords } from './opening-app-passwords.tsx';
import { mailboxesQuery } from './queries.ts';

/** The mailboxes that one uses, and by which devices. */
export function DevicesPage() {
  const { me, devices: words } = useWording();
  const { data } = useQuery(mailboxesQuery);
  return (
    <Page title={words.title}>
      <Stack maw={860}>
        <Section title={me.apps} lead={me.appsLead}>
          <AppPasswords />
        </Section>
        <Section title={words.fill}>
          <MailboxFills />
        </Section>
        {data?.items
          .filter(({ isOwn, mayManage }) => !isOwn && mayManage)
          .map(({ accountId, address }) => (
            <Section key={accountId} title={words.unitTitle(address)} lead={words.unitLead}>
              <OpeningAppPasswords accountId={accountId} />
            </Section>
          ))}
      </Stack>
    </Page>
  );
}

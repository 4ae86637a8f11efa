import { Stack } from '@mantine/core';
import { useWording } from '../i18n/language.tsx';
import { PageLink } from '../shared/links.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { Passkeys } from './passkeys.tsx';
import { PasswordForm } from './password-form.tsx';
import { SecondFactor } from './second-factor.tsx';
import { Sessions } from './sessions.tsx';
import { SsoLink } from './sso-link.tsx';

/** Everything that opens one's own account. */
export function MePage() {
  const { me: words, devices, passkeys } = useWording();
  return (
    <Page title={words.title}>
      <Stack maw={860}>
        <Section title={words.factor}>
          <SecondFactor />
        </Section>
        <Section title={passkeys.title} lead={passkeys.lead}>
          <Passkeys />
        </Section>
        <SsoLink />
        <Section title={words.apps} lead={words.appsLead}>
          <PageLink to="/devices">{devices.title}</PageLink>
        </Section>
        <Section title={words.sessions} lead={words.sessionsLead}>
          <Sessions />
        </Section>
        <Section title={words.password} lead={words.passwordLead}>
          <PasswordForm />
        </Section>
      </Stack>
    </Page>
  );
}

import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { MadeAppPassword as Made } from '../api/api-contract.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Address } from '../shared/address.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import type { MailProgram } from './mail-programs.ts';
import classes from './me.module.css';
import { mailSetupQuery } from './queries.ts';
import { ScanToSetUp } from './scan-to-set-up.tsx';
import { SetupSteps, TrustCa } from './setup-steps.tsx';

interface Props {
  readonly made: Made;
  readonly program: MailProgram;
  readonly onAgain: () => void;
}

/** The password, this once: to be copied, read aloud or scanned, and what is done with it in the program. */
export function MadeAppPassword({ made, program, onAgain }: Props) {
  const { wording, language } = useLanguage();
  const { devices: words } = wording;
  const setup = useQuery(mailSetupQuery(language));
  const steps = setup.data?.programs.find((one) => one.program === program)?.steps ?? [];
  return (
    <Page title={words.made} lead={words.madeLead}>
      <Stack maw={860}>
        <Section title={words.password}>
          <Group gap="xs">
            <Text size="sm" c="dimmed">
              {words.userName}:
            </Text>
            <Address address={made.userName} />
          </Group>
          <div className={classes.password} data-testid="app-password">
            {made.password.split('-').map((group, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: groups never change places, and two may be alike
              <span key={at}>{group}</span>
            ))}
          </div>
          <Group justify="space-between">
            <Text size="xs" c="dimmed" flex="1 1 14rem">
              {words.aloud}
            </Text>
            <CopyButton value={made.password}>
              {({ copied, copy }) => (
                <Button
                  variant="light"
                  onClick={copy}
                  leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
                >
                  {copied ? wording.copied : wording.copy}
                </Button>
              )}
            </CopyButton>
          </Group>
        </Section>
        {setup.error && <ErrorNotice error={setup.error} onRetry={() => void setup.refetch()} />}
        {setup.data?.ca && <TrustCa ca={setup.data.ca} />}
        {setup.data && <ScanToSetUp made={made} program={program} guide={setup.data.guide} hasCa={setup.data.ca !== null} />}
        {steps.length > 0 && (
          <Section title={`${words.steps}: ${words.programs[program]}`}>
            <SetupSteps steps={steps} />
          </Section>
        )}
        <Group>
          <Button component={Link} to="/devices">
            {words.done}
          </Button>
          <Button variant="default" onClick={onAgain}>
            {words.gone}
          </Button>
        </Group>
      </Stack>
    </Page>
  );
}

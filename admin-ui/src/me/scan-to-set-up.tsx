import { Button, Center, Group, Stack, Text } from '@mantine/core';
import type { MadeAppPassword as Made } from '../api/api-contract.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Section } from '../shared/section.tsx';
import type { MailProgram } from './mail-programs.ts';
import classes from './me.module.css';
import { QrCode } from './qr-code.tsx';

interface Props {
  readonly made: Made;
  readonly program: MailProgram;
  /** The public page that says how, for a phone. */
  readonly guide: string;
  /** The profile brings the local CA. */
  readonly hasCa: boolean;
}

/** What a phone scans: the account itself where its program reads that, a profile to be fetched, or else the guide. Programs on computers scan nothing. */
export function ScanToSetUp({ made: { mobileCode, profile }, program, guide, hasCa }: Props) {
  const { wording } = useLanguage();
  const { devices: words } = wording;
  if (mobileCode !== null)
    return (
      <Section title={words.scanThunderbird} lead={words.scanThunderbirdLead}>
        <Center>
          <QrCode text={mobileCode} label={words.scanThunderbird} size={260} />
        </Center>
      </Section>
    );
  if (profile !== null) return <ScanProfile profile={profile} hasCa={hasCa} />;
  if (program === 'thunderbird' || program === 'outlook') return null;
  return (
    <Section title={words.scanGuide} lead={words.scanGuideLead}>
      <Center>
        <QrCode text={guide} label={words.scanGuide} />
      </Center>
    </Section>
  );
}

function ScanProfile({ profile, hasCa }: { readonly profile: NonNullable<Made['profile']>; readonly hasCa: boolean }) {
  const { wording, language } = useLanguage();
  const { devices: words } = wording;
  const { url, code, endsAt, isSigned } = profile;
  return (
    <Section title={words.scanApple} lead={words.scanAppleLead}>
      <Group justify="center" gap="xl">
        <QrCode text={url} label={words.scanApple} />
        <Text className={classes.digits} data-testid="profile-code">
          {`${code.slice(0, 3)} ${code.slice(3)}`}
        </Text>
      </Group>
      <Stack gap={4}>
        <Text size="sm">{words.appleOnce(momentText(endsAt, language))}</Text>
        <Text size="xs" c="dimmed">
          {isSigned ? (hasCa ? words.appleSigned : '') : words.appleUnsigned}
        </Text>
      </Stack>
      <Group>
        <Button variant="default" component="a" href={new URL(url).pathname} target="_blank" rel="noreferrer">
          {words.appleHere}
        </Button>
      </Group>
    </Section>
  );
}

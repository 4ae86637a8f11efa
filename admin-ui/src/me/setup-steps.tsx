import { Anchor, Code, List, Stack, Text } from '@mantine/core';
import type { MailSetup } from '../api/api-contract.ts';
import { useWording } from '../i18n/language.tsx';
import { Section } from '../shared/section.tsx';
import classes from './me.module.css';

type Step = MailSetup['programs'][number]['steps'][number];

/** What is done in a program, one after the other, with the names and ports of this installation. */
export function SetupSteps({ steps }: { readonly steps: readonly Step[] }) {
  return (
    <List type="ordered" spacing="xs" size="sm">
      {steps.map((step) => (
        <List.Item key={step.map(({ text }) => text).join('')}>
          {step.map(({ as, text }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: pieces never change places, and two may be alike
            <Piece key={at} as={as} text={text} />
          ))}
        </List.Item>
      ))}
    </List>
  );
}

function Piece({ as, text }: Step[number]) {
  if (as === 'menu') return <b>{text}</b>;
  return as === 'value' ? <Code>{text}</Code> : text;
}

/** Before anything else connects: the province's own certificate, compared with what is on paper. */
export function TrustCa({ ca: { fingerprint, url } }: { readonly ca: NonNullable<MailSetup['ca']> }) {
  const { devices: words } = useWording();
  return (
    <Section title={words.caFirst}>
      <Stack gap="xs">
        <Text size="sm">{words.caCheck}</Text>
        <Code className={classes.fingerprint}>{fingerprint}</Code>
        <Anchor size="sm" href={new URL(url).pathname} download>
          {words.caGet}
        </Anchor>
      </Stack>
    </Section>
  );
}

import { Badge, Group, Stack, Text, Timeline } from '@mantine/core';
import type { UnitHistory } from '../api/api-contract.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { Address } from '../shared/address.tsx';
import { UnitLink } from '../shared/links.tsx';
import { Section } from '../shared/section.tsx';

interface Props {
  readonly history: UnitHistory;
}

/** `receivesUntil` is a moment or a day: the day is what people plan by. */
const dayOf = (moment: string) => dayText(moment.slice(0, 10));

export function UnitAddresses({ history: { addresses } }: Props) {
  const wording = useWording();
  if (addresses.length === 0) return null;
  return (
    <Section title={wording.units.addresses}>
      <Stack gap={4}>
        {addresses.map(({ address, kind, receivesUntil }) => (
          <Group key={address} gap="xs">
            <Address address={address} />
            <Badge size="sm" variant="light" color={kind === 'primary' ? 'teal' : 'gray'}>
              {wording.addressKinds[kind]}
            </Badge>
            {receivesUntil !== null && (
              <Text size="xs" c="dimmed">
                {wording.until} {dayOf(receivesUntil)}
              </Text>
            )}
          </Group>
        ))}
      </Stack>
    </Section>
  );
}

export function UnitIdentifiers({ history: { identifiers } }: Props) {
  const { units: words, ...wording } = useWording();
  return (
    <Section title={words.identifiers}>
      {identifiers.length === 0 && (
        <Text size="sm" c="dimmed">
          {words.noIdentifiers}
        </Text>
      )}
      {identifiers.map(({ scheme, value, validFrom, validTo }) => (
        <Group key={`${value}${validFrom}`} gap="xs">
          <Text size="sm" ff="monospace">
            {value}
          </Text>
          <Text size="xs" c="dimmed">
            {scheme} · {wording.from} {dayText(validFrom)}
            {validTo !== null && ` ${wording.until} ${dayText(validTo)}`}
          </Text>
        </Group>
      ))}
    </Section>
  );
}

/** What the unit was called and where it stood, the latest first, and what it came from and went to. */
export function UnitStory({ history: { versions, cameFrom, wentTo } }: Props) {
  const wording = useWording();
  const { units: words } = wording;
  return (
    <Stack>
      <Kin title={words.wentTo} kin={wentTo} />
      <Section title={words.history}>
        <Timeline bulletSize={14} lineWidth={2} active={0}>
          {versions.toReversed().map(({ validFrom, validTo, name, kind, parent, domain }) => (
            <Timeline.Item key={validFrom} title={name}>
              <Text size="sm" c="dimmed">
                {dayText(validFrom)} – {validTo === null ? words.now : dayText(validTo)}
              </Text>
              <Text size="sm">{[wording.unitKinds[kind], parent, domain].filter(Boolean).join(' · ')}</Text>
            </Timeline.Item>
          ))}
        </Timeline>
      </Section>
      <Kin title={words.cameFrom} kin={cameFrom} />
    </Stack>
  );
}

function Kin({ title, kin }: { readonly title: string; readonly kin: UnitHistory['cameFrom'] }) {
  const { units: words } = useWording();
  if (kin.length === 0) return null;
  return (
    <Section title={title}>
      {kin.map(({ unitId, name, how, on }) => (
        <Text size="sm" key={`${unitId}${on}`}>
          <UnitLink id={unitId}>{name}</UnitLink> ({words.how[how]}, {dayText(on)})
        </Text>
      ))}
    </Section>
  );
}

import { Group, Paper, SimpleGrid, Stack, Text, ThemeIcon } from '@mantine/core';
import { IconArrowRight, IconMinus, IconPlus } from '@tabler/icons-react';
import type { PersonInFull, PlanPreview } from '../api/api-contract.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import type { Wording } from '../i18n/wording-vi.ts';
import { postText } from '../people/post-text.ts';
import { PlanProblems, PlanSentences } from '../plans/plan-problems.tsx';

type Post = { readonly unit: string; readonly title: string; readonly capacity: 'full' | 'acting' | 'in-charge' };

/** As much of what a plan does as the picture shows; the sentences below say all of it. */
interface Deeds {
  readonly ends?: readonly (Post & { readonly holder?: string; readonly personId?: number })[];
  readonly begins?: readonly Post[];
  readonly address?: { readonly from: string; readonly to: { readonly localPart: string; readonly domain: string } } | null;
  readonly creates?: { readonly address: { readonly localPart: string; readonly domain: string } } | null;
  readonly standing?: 'suspended' | 'left' | 'in-service' | null;
}

/** Addresses that go on receiving. */
interface Notes {
  readonly receives?: readonly { readonly address: string; readonly until: string | null }[];
}

interface Props {
  readonly preview: PlanPreview;
  readonly person: PersonInFull | undefined;
}

/** Before and after side by side, what will happen in plain words, and what stands in the way. */
export function PlanPicture({ preview, person }: Props) {
  const { events: words } = useWording();
  const deeds = preview.deeds as Deeds;
  const { receives = [] } = preview.notes as Notes;
  return (
    <Stack>
      <PlanProblems problems={preview.problems} />
      <SimpleGrid cols={{ base: 1, sm: 2 }}>
        <Side title={words.before}>
          <Before person={person} deeds={deeds} />
        </Side>
        <Side title={words.after(dayText(preview.effectiveOn))}>
          <After person={person} deeds={deeds} receives={receives} />
        </Side>
      </SimpleGrid>
      <PlanSentences summary={preview.summary} />
    </Stack>
  );
}

function Side({ title, children }: { readonly title: string; readonly children: React.ReactNode }) {
  return (
    <Paper withBorder p="md">
      <Text size="sm" c="dimmed" fw={600} mb="xs">
        {title}
      </Text>
      <Stack gap="xs">{children}</Stack>
    </Paper>
  );
}

const textOf = (post: Post, wording: Wording) => `${postText(post, wording)}, ${post.unit}`;
const addressText = ({ localPart, domain }: { localPart: string; domain: string }) => `${localPart}@${domain}`;
const keyOf = ({ unit, title }: Post) => `${unit}|${title}`;

function Before({ person, deeds }: { readonly person: PersonInFull | undefined; readonly deeds: Deeds }) {
  const wording = useWording();
  if (person === undefined) return <Text size="sm">{wording.events.notThere}</Text>;
  const ending = new Set((deeds.ends ?? []).map(keyOf));
  return (
    <>
      {person.posts.map((post) => (
        <Line key={keyOf(post) + post.validFrom} mark={ending.has(keyOf(post)) ? 'ends' : 'stays'}>
          {textOf(post, wording)}
        </Line>
      ))}
      <Line mark="stays">{person.address}</Line>
    </>
  );
}

function After({ person, deeds, receives }: { readonly person: PersonInFull | undefined; readonly deeds: Deeds } & Required<Notes>) {
  const wording = useWording();
  const ended = new Set((deeds.ends ?? []).map(keyOf));
  const staying = (person?.posts ?? []).filter((post) => !ended.has(keyOf(post)));
  const address = deeds.address ? addressText(deeds.address.to) : deeds.creates ? addressText(deeds.creates.address) : null;
  const others = (deeds.ends ?? []).filter(({ personId }) => person !== undefined && personId !== undefined && personId !== person.id);
  return (
    <>
      {deeds.standing && <Line mark="begins">{wording.standings[deeds.standing]}</Line>}
      {staying.map((post) => (
        <Line key={keyOf(post) + post.validFrom} mark="stays">
          {textOf(post, wording)}
        </Line>
      ))}
      {(deeds.begins ?? []).map((post) => (
        <Line key={keyOf(post)} mark="begins">
          {textOf(post, wording)}
        </Line>
      ))}
      {address === null ? person && <Line mark="stays">{person.address}</Line> : <Line mark="begins">{address}</Line>}
      {address !== null &&
        receives.map((one) => (
          <Line key={one.address} mark="stays">
            {one.until === null
              ? wording.events.receivesForEver(one.address)
              : wording.events.receivesUntil(one.address, dayText(one.until))}
          </Line>
        ))}
      {others.map((post) => (
        <Line key={`${post.holder}${keyOf(post)}`} mark="ends">
          {post.holder}: {textOf(post, wording)}
        </Line>
      ))}
    </>
  );
}

const marks = {
  stays: { colour: 'gray', Icon: IconArrowRight },
  ends: { colour: 'red', Icon: IconMinus },
  begins: { colour: 'teal', Icon: IconPlus },
} as const;

function Line({ mark, children }: { readonly mark: keyof typeof marks; readonly children: React.ReactNode }) {
  const { events: words } = useWording();
  const { colour, Icon } = marks[mark];
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <ThemeIcon size="sm" variant="light" color={colour} role="img" aria-label={words.marks[mark]}>
        <Icon size={12} aria-hidden />
      </ThemeIcon>
      <Text size="sm" td={mark === 'ends' ? 'line-through' : undefined} style={{ overflowWrap: 'anywhere' }}>
        {children}
      </Text>
    </Group>
  );
}

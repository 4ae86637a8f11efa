import { Badge, Group, Stack, Text } from '@mantine/core';
import type { PersonInFull } from '../api/api-contract.ts';
import { dayText } from '../i18n/formats.ts';
import { useWording } from '../i18n/language.tsx';
import { UnitLink } from '../shared/links.tsx';
import { Section } from '../shared/section.tsx';
import { postText } from './post-text.ts';

type DatedPost = PersonInFull['posts'][number];

/** Posts held now or to be held; and those of before, for who may see them. */
export function PersonPosts({ person: { posts, record } }: { readonly person: PersonInFull }) {
  const { people: words } = useWording();
  const former = (record?.formerPosts ?? []).filter(({ isCalledOff }) => !isCalledOff);
  return (
    <>
      <Section title={words.posts}>
        {posts.length === 0 ? (
          <Text size="sm" c="dimmed">
            {words.noPost}
          </Text>
        ) : (
          <Posts posts={posts} />
        )}
      </Section>
      {former.length > 0 && (
        <Section title={words.formerPosts}>
          <Posts posts={former} />
        </Section>
      )}
    </>
  );
}

function Posts({ posts }: { readonly posts: readonly DatedPost[] }) {
  const wording = useWording();
  return (
    <Stack gap="xs">
      {posts.map((post) => (
        <div key={`${post.unitId}${post.title}${post.validFrom}`}>
          <Group gap="xs">
            <Text size="sm" fw={600}>
              {postText(post, wording)}
            </Text>
            {post.isMain && (
              <Badge size="sm" variant="light">
                {wording.people.main}
              </Badge>
            )}
          </Group>
          <Text size="sm">
            <UnitLink id={post.unitId}>{post.unit}</UnitLink>
            <Text span c="dimmed" size="sm">
              {' · '}
              {wording.from} {dayText(post.validFrom)}
              {post.validTo !== null && ` ${wording.until} ${dayText(post.validTo)}`}
            </Text>
          </Text>
        </div>
      ))}
    </Stack>
  );
}

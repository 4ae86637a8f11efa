import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { asked, DELETE, GET } from '../api/client.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { Question } from '../shared/question.tsx';
import { Section } from '../shared/section.tsx';

const queryKey = ['me', 'sso'];

/** Whose account at the identity provider opens one's own; nothing where there is no provider and never was one. */
export function SsoLink() {
  const { wording, language } = useLanguage();
  const { me: words } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [isAsked, setAsked] = useState(false);
  const { data } = useQuery({ queryKey, queryFn: ({ signal }) => asked(GET('/api/v1/me/sso', { signal })) });
  const unlink = useMutation({
    mutationFn: () => withProof(() => asked(DELETE('/api/v1/me/sso'))),
    onSuccess: () => {
      setAsked(false);
      notifications.show({ color: 'teal', message: words.ssoUnlinked });
      void queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  if (data === undefined || (data.label === null && data.links.length === 0)) return null;
  return (
    <Section title={words.sso} lead={words.ssoLead}>
      <Stack gap="sm">
        {data.links.length === 0 && (
          <Text size="sm" c="dimmed">
            {words.ssoNone}
          </Text>
        )}
        {data.links.map(({ issuer, linkedAt, usedAt }) => (
          <div key={issuer}>
            <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
              {issuer}
            </Text>
            <Text size="xs" c="dimmed">
              {[words.ssoLinkedAt(momentText(linkedAt, language)), words.ssoUsedAt(momentText(usedAt, language))].join(' · ')}
            </Text>
          </div>
        ))}
        {data.links.length > 0 && (
          <Group>
            <Button variant="default" onClick={() => setAsked(true)}>
              {words.ssoUnlink}
            </Button>
          </Group>
        )}
      </Stack>
      <Question
        isAsked={isAsked}
        title={words.ssoUnlink}
        text={words.ssoUnlinkConfirm}
        answer={words.ssoUnlink}
        color="red"
        isBusy={unlink.isPending}
        error={unlink.error}
        onYes={() => unlink.mutate()}
        onNo={() => {
          unlink.reset();
          setAsked(false);
        }}
      />
    </Section>
  );
}

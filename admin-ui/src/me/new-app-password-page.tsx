import { Button, Group, Radio, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { NotProved, useWithProof } from '../session/step-up.tsx';
import { ErrorNotice } from '../shared/error-notice.tsx';
import { Page } from '../shared/page.tsx';
import { Section } from '../shared/section.tsx';
import { MadeAppPassword } from './made-app-password.tsx';
import { type MailProgram, mailPrograms } from './mail-programs.ts';
import classes from './me.module.css';
import { mailboxesQuery } from './queries.ts';

/** Which program, which mailbox, what one calls it; then the password, once, and how that program is set up. */
export function NewAppPasswordPage() {
  const wording = useWording();
  const { devices: words } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const mailboxes = useQuery(mailboxesQuery);
  const [program, setProgram] = useState<MailProgram>('thunderbird');
  const [opens, setOpens] = useState<string | null>(null);
  const [label, setLabel] = useState('');
  const make = useMutation({
    mutationFn: () => {
      const target = opens === null ? {} : { opens: Number(opens) };
      return withProof(() => asked(POST('/api/v1/me/app-passwords', { body: { label: label.trim(), program, ...target } })));
    },
    onSuccess: () => {
      window.scrollTo({ top: 0 });
      void queries.invalidateQueries({ queryKey: ['me'] });
    },
  });
  if (make.data) return <MadeAppPassword made={make.data} program={program} onAgain={() => make.reset()} />;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  const readable = mailboxes.data?.items ?? [];
  const own = readable.find(({ isOwn }) => isOwn);
  return (
    <Page title={words.newTitle} lead={words.newLead}>
      <form onSubmit={submit}>
        <Stack maw={860}>
          <Section title={words.which}>
            <Radio.Group value={program} onChange={(value) => setProgram(value as MailProgram)} aria-label={words.which}>
              <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="xs">
                {mailPrograms.map((one) => (
                  <Radio.Card key={one} value={one} p="sm" className={classes.program} aria-label={words.programs[one]}>
                    <Group wrap="nowrap" gap="sm">
                      <Radio.Indicator />
                      <div>
                        <Text size="sm" fw={600}>
                          {words.programs[one]}
                        </Text>
                        <Text size="xs" c="dimmed">
                          {words.programHelp[one]}
                        </Text>
                      </div>
                    </Group>
                  </Radio.Card>
                ))}
              </SimpleGrid>
            </Radio.Group>
          </Section>
          {readable.length > 1 && (
            <Select
              label={words.whose}
              data={readable.map(({ accountId, address }) => ({ value: String(accountId), label: address }))}
              value={opens ?? (own ? String(own.accountId) : null)}
              onChange={setOpens}
              allowDeselect={false}
              maw={480}
            />
          )}
          <TextInput
            label={words.name}
            description={words.nameHelp}
            placeholder={words.nameExample}
            value={label}
            onChange={({ currentTarget }) => setLabel(currentTarget.value)}
            required
            maxLength={80}
            maw={480}
          />
          {make.error && !(make.error instanceof NotProved) && <ErrorNotice error={make.error} />}
          <Group>
            <Button type="submit" loading={make.isPending} disabled={label.trim() === ''}>
              {words.make}
            </Button>
            <Button variant="default" component={Link} to="/devices">
              {wording.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Page>
  );
}

import { Button, Group, Progress, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconMailForward } from '@tabler/icons-react';
import type { AnnouncementInFull } from '../api/api-contract.ts';
import { POST } from '../api/client.ts';
import { numberText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Question } from '../shared/question.tsx';
import { Section } from '../shared/section.tsx';
import { useAnnouncementAct } from './use-announcement-act.ts';

interface Props {
  readonly announcement: AnnouncementInFull;
  readonly mayMail: boolean;
}

/** How many mailboxes mail would reach, and once it was ordered how far it is: it goes on whoever looks. */
export function MailAnnouncement({ announcement, mayMail }: Props) {
  const { wording, language } = useLanguage();
  const { announcements: words } = wording;
  const { mail, recipients, state } = announcement;
  const isOver = state === 'over' || state === 'ended';
  const count = (value: number) => numberText(value, language);
  if (mail !== null) {
    const { told, waiting, unreached } = mail;
    const all = told + waiting + unreached;
    const said =
      waiting === 0
        ? words.mailed(count(told))
        : isOver
          ? words.mailStopped(count(told), count(waiting))
          : words.mailing(count(told), count(all));
    return (
      <Section title={words.mailTitle}>
        <Progress value={all === 0 ? 100 : ((told + unreached) / all) * 100} aria-label={words.mailTitle} />
        <Text size="sm" role="status">
          {said}
        </Text>
        {unreached > 0 && (
          <Text size="sm" c="dimmed">
            {words.unreached(count(unreached))}
          </Text>
        )}
      </Section>
    );
  }
  if (!mayMail) return null;
  return (
    <Section
      title={words.mailTitle}
      lead={isOver ? words.mailOver : recipients === 0 ? words.mailNobody : words.mailLead(count(recipients))}
    >
      {!isOver && recipients > 0 && <OrderMail id={announcement.id} recipients={count(recipients)} />}
    </Section>
  );
}

function OrderMail({ id, recipients }: { readonly id: number; readonly recipients: string }) {
  const { announcements: words } = useLanguage().wording;
  const [isAsked, asking] = useDisclosure(false);
  const mailing = useAnnouncementAct(
    (params) => POST('/api/v1/announcements/{id}/mail', { params: { ...params, path: { id } } }),
    words.mailOrdered,
    asking.close,
  );
  return (
    <Group>
      <Button variant="default" leftSection={<IconMailForward size={16} aria-hidden />} onClick={asking.open}>
        {words.mail}
      </Button>
      <Question
        isAsked={isAsked}
        title={words.mail}
        text={words.mailQuestion(recipients)}
        answer={words.mail}
        isBusy={mailing.isPending}
        error={mailing.error}
        onYes={() => mailing.mutate()}
        onNo={asking.close}
      />
    </Group>
  );
}

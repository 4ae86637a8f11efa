import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Approval } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { approvalsQuery } from '../api/queries.ts';
import { momentText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import classes from '../shared/list.module.css';
import { Question } from '../shared/question.tsx';
import { Section } from '../shared/section.tsx';

/** Acts that wait for a second person; nothing where none do. */
export function Approvals() {
  const { wording } = useLanguage();
  const { roleList: words } = wording;
  const { data } = useQuery({ ...approvalsQuery, retry: false });
  if (data === undefined || data.items.length === 0) return null;
  return (
    <Section title={words.waiting} lead={words.waitingLead}>
      <ul className={classes.list}>
        {data.items.map((one) => (
          <Waiting key={one.id} approval={one} />
        ))}
      </ul>
    </Section>
  );
}

function Waiting({ approval }: { readonly approval: Approval }) {
  const { wording, language } = useLanguage();
  const { roleList: words } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [isAsked, asking] = useDisclosure(false);
  const approve = useMutation({
    mutationFn: () => {
      const params = { path: { id: approval.id }, header: { 'idempotency-key': crypto.randomUUID() } };
      return withProof(() => asked(POST('/api/v1/approvals/{id}/approve', { params })));
    },
    onSuccess: () => {
      asking.close();
      void queries.invalidateQueries({ queryKey: approvalsQuery.queryKey });
    },
  });
  const notes = [
    words.proposedBy(approval.proposedBy, momentText(approval.proposedAt, language)),
    approval.reason,
    approval.approvedBy === null ? words.expires(momentText(approval.expiresAt, language)) : words.approvedBy(approval.approvedBy),
  ];
  return (
    <li className={classes.item}>
      <div>
        <Text size="sm" fw={600}>
          {approval.shown}
        </Text>
        <Text size="xs" c="dimmed">
          {notes.filter((note) => note !== '').join(' · ')}
        </Text>
      </div>
      {approval.approvedBy === null && (
        <Button size="xs" onClick={asking.open}>
          {words.approve}
        </Button>
      )}
      <Question
        isAsked={isAsked}
        title={words.approve}
        text={words.approveQuestion(approval.shown)}
        answer={words.approve}
        isBusy={approve.isPending}
        error={approve.error}
        onYes={() => approve.mutate()}
        onNo={asking.close}
      />
    </li>
  );
}

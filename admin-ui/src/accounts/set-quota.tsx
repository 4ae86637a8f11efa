import { TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Account } from '../api/api-contract.ts';
import { useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { Question } from '../shared/question.tsx';
import { doAccountAct } from './account-act.ts';
import { gigabytesOf, QuotaField } from './quota-field.tsx';

/** Changes what the mailbox of a person or a unit may hold. */
export function SetQuota({ account, onClose }: { readonly account: Account; readonly onClose: () => void }) {
  const { accounts: words } = useWording();
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [reason, setReason] = useState('');
  const [gigabytes, setGigabytes] = useState(() => gigabytesOf(account));
  const set = useMutation({
    mutationFn: () => withProof(() => doAccountAct('quota', { personId: 0, accountId: account.id, reason, gigabytes })),
    onSuccess: () => {
      notifications.show({ color: 'teal', message: words.done });
      void queries.invalidateQueries({ queryKey: ['accounts'] });
      onClose();
    },
  });
  return (
    <Question
      isAsked
      title={`${words.acts.quota}: ${account.name}`}
      text={words.questions.quota}
      answer={words.acts.quota}
      isBusy={set.isPending}
      isReady={gigabytes > 0}
      error={set.error}
      onYes={() => set.mutate()}
      onNo={onClose}
    >
      <QuotaField account={account} gigabytes={gigabytes} onChange={setGigabytes} />
      <TextInput
        label={words.reason}
        description={words.reasonHelp}
        value={reason}
        onChange={({ currentTarget }) => setReason(currentTarget.value)}
      />
    </Question>
  );
}

import { Button, Menu, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconChevronDown } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Certificate } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { Question } from '../shared/question.tsx';

type Settlement = Certificate['settlements'][number];
const becomes = { revoked: 'revoked', 'handed-over': 'handed-over', reissued: 'replaced' } as const satisfies Record<Settlement, string>;

interface Props {
  readonly certificate: Certificate;
  /** As it was read: refused where it has changed meanwhile. */
  readonly tag: string;
}

/** Notes what the authority or the holder did; what it comes to is said before. */
export function SettleCertificate({ certificate: { id, state, settlements }, tag }: Props) {
  const { certificates: words } = useWording();
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [asking, setAsking] = useState<Settlement>();
  const [reason, setReason] = useState('');
  const settle = useMutation({
    mutationFn: (as: Settlement) => {
      const params = { path: { id }, header: { 'idempotency-key': crypto.randomUUID(), 'if-match': tag } };
      return withProof(() => asked(POST('/api/v1/certificates/{id}/settle', { params, body: { as, reason: reason.trim() } })));
    },
    onSuccess: () => {
      setAsking(undefined);
      notifications.show({ color: 'teal', message: words.settled });
    },
    // Refused because it had changed: what it is now is shown behind the refusal.
    onSettled: () => void queries.invalidateQueries({ queryKey: ['certificates'] }),
  });
  if (settlements.length === 0) return null;
  const ask = (as: Settlement) => {
    settle.reset();
    setReason('');
    setAsking(as);
  };
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button rightSection={<IconChevronDown size={16} aria-hidden />}>{words.enter}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {settlements.map((as) => (
            <Menu.Item key={as} onClick={() => ask(as)}>
              {words.settle[as]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <Question
        isAsked={asking !== undefined}
        title={asking ? words.settle[asking] : ''}
        text={asking ? words.settleQuestions[asking] : ''}
        answer={asking ? words.settle[asking] : ''}
        isBusy={settle.isPending}
        error={settle.error}
        isReady={reason.trim() !== ''}
        onYes={() => asking && settle.mutate(asking)}
        onNo={() => setAsking(undefined)}
      >
        {asking && (
          <Text size="sm" fw={600}>
            {words.becomes(words.states[state], words.states[becomes[asking]])}
          </Text>
        )}
        <TextInput
          label={words.grounds}
          description={words.groundsHelp}
          required
          data-autofocus
          maxLength={200}
          value={reason}
          onChange={({ currentTarget }) => setReason(currentTarget.value)}
        />
      </Question>
    </>
  );
}

import { Button, List, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asked, POST } from '../api/client.ts';
import { useLanguage } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';
import { Question } from '../shared/question.tsx';

/** Takes back what nobody has used; first it is said what that would be. */
export function UndoBatch({ id }: { readonly id: number }) {
  const { wording, language } = useLanguage();
  const { bulk: words } = wording;
  const queries = useQueryClient();
  const withProof = useWithProof();
  const [isAsked, asking] = useDisclosure(false);
  const send = (dryRun: boolean) => {
    const params = { path: { id }, header: { 'idempotency-key': crypto.randomUUID() } };
    return asked(POST('/api/v1/bulk/{id}/undo', { params, body: { dryRun } }));
  };
  const look = useMutation({ mutationFn: () => send(true), onSuccess: asking.open });
  const undo = useMutation({
    mutationFn: () => withProof(() => send(false)),
    onSuccess: ({ takenBack, kept }) => {
      asking.close();
      notifications.show({ color: 'teal', message: words.undoDone(takenBack.length, kept.length) });
      void queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
  });
  if (look.error) return <Text size="sm">{look.error.message}</Text>;
  const { takenBack = [], kept = [] } = look.data ?? {};
  return (
    <>
      <Button variant="default" loading={look.isPending} onClick={() => look.mutate()}>
        {words.undo}
      </Button>
      <Question
        isAsked={isAsked}
        title={words.undo}
        text={`${words.undoQuestion} ${words.undoPreview(takenBack.length, kept.length)}`}
        answer={words.undo}
        color="red"
        isBusy={undo.isPending}
        error={undo.error}
        onYes={() => undo.mutate()}
        onNo={asking.close}
      >
        {kept.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              {words.kept}
            </Text>
            <List size="xs">
              {kept.slice(0, 20).map((one) => (
                <List.Item key={one.row}>
                  {one.name}: {one.why.map((reason) => reason[language]).join('; ')}
                </List.Item>
              ))}
            </List>
          </div>
        )}
      </Question>
    </>
  );
}

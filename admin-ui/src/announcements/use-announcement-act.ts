import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asked } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { useWithProof } from '../session/step-up.tsx';

type Params = { readonly header: { readonly 'idempotency-key': string } };

/** An act on an announcement, asked for again whether it was done or refused: it had changed then. */
export function useAnnouncementAct(act: (params: Params) => Parameters<typeof asked<unknown>>[0], done: string, onDone: () => void) {
  const { close } = useWording();
  const queries = useQueryClient();
  const withProof = useWithProof();
  return useMutation({
    mutationFn: () => {
      const params = { header: { 'idempotency-key': crypto.randomUUID() as string } };
      return withProof(() => asked(act(params)));
    },
    onSuccess: () => {
      notifications.show({ color: 'teal', message: done, closeButtonProps: { 'aria-label': close } });
      onDone();
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['announcements'] }),
  });
}

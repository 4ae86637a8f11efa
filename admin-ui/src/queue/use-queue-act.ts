import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';

export type QueueAct = 'retry' | 'hold' | 'release' | 'cancel';

interface Asked {
  readonly act: QueueAct;
  /** Of `cancel`: the sender is not told. */
  readonly quiet?: boolean;
}

/** An act on a message in the queue; what the pages show of the queue is asked for anew, whether it was done or refused: it had changed then. */
export function useQueueAct(id: number, onDone: () => void = () => undefined) {
  const { queue: words } = useWording();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ act, quiet = false }: Asked) => {
      const params = { path: { id }, header: { 'idempotency-key': crypto.randomUUID() } };
      if (act === 'retry') return asked(POST('/api/v1/queue/{id}/retry', { params }));
      if (act === 'hold') return asked(POST('/api/v1/queue/{id}/hold', { params }));
      if (act === 'release') return asked(POST('/api/v1/queue/{id}/release', { params }));
      return asked(POST('/api/v1/queue/{id}/cancel', { params, body: { quiet } }));
    },
    onSuccess: (_, { act }) => {
      notifications.show({ color: 'teal', message: words.done[act] });
      onDone();
    },
    onError: (error, { act }) => {
      // The question for giving up shows it by itself.
      if (act !== 'cancel') notifications.show({ color: 'red', message: error.message });
    },
    onSettled: () => void queries.invalidateQueries({ queryKey: ['queue'] }),
  });
}

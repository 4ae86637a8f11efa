import { authorise } from '#directory/access/roles/authorise.ts';
import { recordAct } from '#directory/audit/audit-sql.ts';
import type { QueueMessageId } from '#kernel/ids.ts';
import { ok, refused } from '#kernel/result.ts';
import type { ApiContext, ApiDeps } from './api-env.ts';
import { doAct } from './do-act.ts';
import type { queueActs } from './mail-port.ts';
import { apiRefusal } from './problem.ts';

export const noSuchQueued = apiRefusal('not-found', { vi: 'Không có thư này trong hàng đợi', en: 'There is no such message in the queue' });

interface Change {
  readonly act: (typeof queueActs)[number];
  readonly id: QueueMessageId;
  readonly notify?: boolean;
}

/** An act on a message in the queue, recorded as at the command line: by whose mail it is; of what it says and to whom, nothing. */
export async function changeQueued(context: ApiContext, deps: ApiDeps, { act, id, notify = true }: Change): Promise<Response> {
  const actorAccountId = context.get('bearer').accountId;
  const does = await deps.queue.readyTo(act, id, { notify });
  return doAct(context, deps, {
    async does({ tx }) {
      const may = await authorise({ tx }, { actorAccountId, act: 'queue.change', target: { of: 'system' } });
      if (!may.ok) return may;
      const target = await deps.queue.senderOf(tx, id);
      if (target === undefined) return refused(noSuchQueued);
      const recipients = await does(tx);
      if (recipients === 0) return refused(nobodySo[act]);
      await recordAct(tx, { actorAccountId, act: `queue.${act}`, target, detail: { queueMessageId: id, recipients } });
      return ok(recipients);
    },
    answer: (recipients) => ({ status: 200, location: `/api/v1/queue/${id}`, body: { id, recipients } }),
  });
}

const nobodyWaits = apiRefusal('conflict', {
  vi: 'Không còn người nhận nào đang chờ: thư đã gửi, đang gửi, bị giữ hoặc đã thôi gửi',
  en: 'None of its recipients waits: it was sent, is being sent, is held or was given up',
});
const nobodySo = {
  retry: nobodyWaits,
  hold: nobodyWaits,
  release: apiRefusal('conflict', { vi: 'Thư này không bị giữ', en: 'None of its recipients is held' }),
  cancel: apiRefusal('conflict', {
    vi: 'Không còn gì để thôi gửi: thư đã gửi, đang gửi hoặc đã thôi gửi',
    en: 'Nothing is left to give up: it was sent, is being sent or was given up',
  }),
} as const;

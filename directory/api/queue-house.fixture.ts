import type { QueueMessageId } from '#kernel/ids.ts';
import type { MailQueue, QueuedMessage, QueueQuestion, RecipientState, SystemStatus } from './mail-port.ts';

const at = new Date('2026-03-02T01:00:00Z');

/** A queue in memory: what the API does with it is what is tried. */
export class QueueInMemory implements MailQueue {
  messages: QueuedMessage[] = [];
  readonly asked: QueueQuestion[] = [];
  readonly done: { act: string; id: number; notify: boolean }[] = [];

  add(id: number, envelopeFrom: string, states: readonly RecipientState[]): void {
    const counts = { waiting: 0, sending: 0, held: 0, delivered: 0, failed: 0 };
    for (const state of states) counts[state] += 1;
    const recipients = states.map((state, index) => ({
      ...{ address: `ai${index}@noi-khac.vn`, domain: 'noi-khac.vn', state, attempts: 2, lastHost: 'mx.noi-khac.vn', finishedAt: null },
      nextAttemptAt: '2026-03-02T09:00:00+07:00',
      lastReply: '451 4.7.1 try later',
    }));
    const common = {
      id: id as QueueMessageId,
      envelopeFrom,
      sizeOctets: 12_000,
      createdAt: at,
      expiresAt: new Date('2026-03-07T01:00:00Z'),
    };
    this.messages.push({ ...common, counts, recipients });
  }

  async page(question: QueueQuestion): Promise<readonly QueuedMessage[]> {
    this.asked.push(question);
    return this.messages.filter(({ id }) => id > (question.after ?? 0)).slice(0, question.limit);
  }

  async find(id: QueueMessageId): Promise<QueuedMessage | undefined> {
    return this.messages.find((one) => one.id === id);
  }

  async senderOf(_tx: object, id: QueueMessageId): Promise<string | undefined> {
    return (await this.find(id))?.envelopeFrom;
  }

  readonly readyTo: MailQueue['readyTo'] = async (act, id, { notify }) => {
    const from: readonly RecipientState[] = { retry: ['waiting'], hold: ['waiting'], release: ['held'], cancel: ['waiting', 'held'] }[
      act
    ] as never;
    return async () => {
      const recipients = (await this.find(id))?.recipients.filter(({ state }) => from.includes(state)).length ?? 0;
      if (recipients > 0) this.done.push({ act, id, notify });
      return recipients;
    };
  };
}

export const calmStatus: SystemStatus = {
  ...{ readAt: at, databaseAnswerMs: 0.4, isBodyStoreWritable: true, scanner: 'silent' },
  outbound: { way: 'relay', to: 'relay.tinh.gov.vn:25', isReached: true },
  queue: { waiting: 3, held: 1, retried: 2, oldestAt: at, handedOver: [0, 2, 5], failedInDay: 1 },
  mailByMinute: { received: [1, 4, 9], sent: [0, 2, 3] },
  mailToday: { received: 120, sent: 40, stopped: 2 },
  storage: {
    mailOctets: 5_000,
    databaseOctets: 9_000,
    freeOctets: 70_000,
    diskOctets: 100_000,
    quotaOctets: 50_000,
    nearlyFull: 1,
    largest: [],
  },
};

import { accessChannel } from '#directory/access/access-generation-sql.ts';
import type { ReadStatus, SystemStatus } from '#directory/api/mail-port.ts';
import { actChannel } from '#directory/audit/audit-sql.ts';
import { LiveStreams } from '#directory/live/live-streams.ts';
import { placesOfUnits } from '#directory/live/places.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { noMoreOften } from '#io/no-more-often.ts';
import type { NoticeChannel } from '#io/notice-channel.ts';
import { wiringLimits } from './limits.ts';

interface Parts {
  readonly database: Database;
  readonly notices: NoticeChannel;
  readonly status: ReadStatus;
  readonly log: Log;
}

interface LiveUpdates extends Disposable {
  readonly live: LiveStreams;
  /** Told to every process, though not each time. */
  readonly queueChanged: () => void;
}

const queueChannel = 'congthu_queue';

/** Who follows in this process hears of acts everywhere, of the queue as it moves, and of how the services stand where that is not as it was. */
export function openLiveUpdates(
  { database, notices, status, log }: Parts,
  everyMs: number = wiringLimits.statusWatchedEveryMs,
): LiveUpdates {
  const live = new LiveStreams({ placesOf: placesOfUnits({ database }), log });
  const queueTold = noMoreOften(() => notices.publish(queueChannel, ['changed']), wiringLimits.queueToldEveryMs);
  const subscriptions = [
    notices.subscribe(actChannel, (words) => live.hearActs(words)),
    notices.subscribe(queueChannel, () => live.tell(['queue'])),
    notices.subscribe(accessChannel, () => live.recheck()),
  ];
  const watching = watchStatus({ live, status, log }, everyMs);
  return {
    live,
    queueChanged: () => queueTold.ask(),
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
      for (const unsubscribe of subscriptions) unsubscribe();
      queueTold[Symbol.dispose]();
      live[Symbol.dispose]();
    },
  };
}

/** No act tells that a scanner fell silent or a disk filled up: it is looked at, while somebody wants to know. */
function watchStatus(
  { live, status, log }: { readonly live: LiveStreams; readonly status: ReadStatus; readonly log: Log },
  everyMs: number,
): Disposable {
  let known: string | undefined;
  // Once more at the next look: another process, whom the page may ask, gives for a while what it read before (`statusFreshMs`).
  let isToldAgain = false;
  const look = async () => {
    if (!live.isHeard('status')) {
      known = undefined;
      return;
    }
    const seen = asShown(await status());
    const isOther = known !== undefined && seen !== known;
    if (isOther || isToldAgain) live.tell(['status']);
    isToldAgain = isOther;
    known = seen;
  };
  const timer = setInterval(() => {
    look().catch((err: unknown) => log.warn({ event: 'jobs.failed', job: 'status-watch', err }));
  }, everyMs);
  timer.unref();
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

/** Without what is another figure each time it is looked at. */
function asShown({ readAt: _readAt, databaseAnswerMs: _answerMs, storage, ...shown }: SystemStatus): string {
  const { databaseOctets: _databaseOctets, freeOctets, diskOctets, ...stored } = storage;
  return JSON.stringify({ ...shown, ...stored, freeHundredths: Math.round((100 * freeOctets) / diskOctets) });
}

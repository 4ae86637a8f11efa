import type { PreparedBody } from '#mail/store/body-store.ts';
import { BodySwept } from '#mail/store/content-sql.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { deliveryLimits } from './limits.ts';

type Deps = Pick<DeliveryDeps, 'bodies' | 'log'>;

/**
 * Makes octets durable, lets `commit` name them in a transaction, and clears away what no row names: all of it when nothing was
 * committed, and what somebody else stored first. When the sweeper took a body that was to be re-used, all begins again.
 */
export async function withPreparedBodies<T>(
  deps: Deps,
  octets: readonly Buffer[],
  commit: (prepared: readonly PreparedBody[]) => Promise<T>,
): Promise<T> {
  for (let turn = 1; ; turn++) {
    const prepared: PreparedBody[] = [];
    try {
      for (const one of octets) prepared.push(await deps.bodies.prepare(one));
      return await commit(prepared);
    } catch (cause) {
      if (!(cause instanceof BodySwept) || turn === deliveryLimits.preparingTurnsMax) throw cause;
    } finally {
      for (const body of prepared) await discard(deps, body);
    }
  }
}

// Whatever becomes of the leftovers, the outcome of the delivery stands.
async function discard({ bodies, log }: Deps, body: PreparedBody): Promise<void> {
  try {
    await bodies.discard(body);
  } catch (err) {
    log.info({ event: 'delivery.leftover', location: body.location, err });
  }
}

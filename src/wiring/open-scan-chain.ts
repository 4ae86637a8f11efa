import type { Config } from '#config/schema.ts';
import type { Database } from '#io/database.ts';
import type { Log } from '#io/log.ts';
import { ok, refused } from '#kernel/result.ts';
import type { DeliveryDeps, ScannedFor } from '#mail/delivery/delivery-deps.ts';
import { createClamd } from '#mail/scan/clamd.ts';
import type { ClamdAddress } from '#mail/scan/clamd-exchange.ts';
import { scanLogTo } from '#mail/scan/events.ts';
import { createScanChain } from '#mail/scan/scan-chain.ts';
import { type Scanner, scanRefusal } from '#mail/scan/scanner.ts';
import { noteStopped, type Traffic } from '#mail/traffic/note-traffic-sql.ts';

/** The configured scanners as delivery asks them, and what they stop counted. Without any, mail passes unscanned: the start says so. */
export function openScanChain(config: Config, { database, log }: { database: Database; log: Log }): DeliveryDeps['scan'] {
  const chain = createScanChain({ scanners: scannersOf(config), log: scanLogTo(log) });
  return async (octets, origin, whose) => {
    const verdict = await chain.scan(octets, { origin, sizeOctets: octets.length });
    const refusal = scanRefusal(verdict);
    if (refusal === null) return ok();
    // Whether or not it could be counted, it is stopped.
    if (verdict.kind === 'refuse')
      await noteStopped(database, stoppedTraffic(whose, octets.length), verdict.virusName).catch((err: unknown) =>
        log.error({ event: 'worker.stopped-mail-uncounted', err }),
      );
    return refused(refusal);
  };
}

function stoppedTraffic({ at, actorAccountId, sentAs, accountId }: ScannedFor, octets: number): Traffic {
  return {
    ...{ at, actorAccountId, sentAs, octets, outsideRecipients: 0, isSigned: false },
    origin: actorAccountId === null ? 'outside' : 'own',
    accountIds: accountId === null ? [] : [accountId],
  };
}

function scannersOf(config: Config): Scanner[] {
  const { clamd } = config.scan;
  if (!clamd) return [];
  return [createClamd({ address: clamdAddress(clamd), limits: { scanMsMax: clamd.timeoutSeconds * 1000 } })];
}

export function clamdAddress({ socket, host, port }: NonNullable<Config['scan']['clamd']>): ClamdAddress {
  return socket === undefined ? { host: host!, port } : { socket };
}

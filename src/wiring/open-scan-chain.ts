import type { Config } from '#config/schema.ts';
import type { Log } from '#io/log.ts';
import { ok, refused } from '#kernel/result.ts';
import type { DeliveryDeps } from '#mail/delivery/delivery-deps.ts';
import { createClamd } from '#mail/scan/clamd.ts';
import { scanLogTo } from '#mail/scan/events.ts';
import { createScanChain } from '#mail/scan/scan-chain.ts';
import { type Scanner, scanRefusal } from '#mail/scan/scanner.ts';

/** The configured scanners as delivery asks them. Without any, mail passes unscanned: the start says so. */
export function openScanChain(config: Config, log: Log): DeliveryDeps['scan'] {
  const chain = createScanChain({ scanners: scannersOf(config), log: scanLogTo(log) });
  return async (octets, origin) => {
    const refusal = scanRefusal(await chain.scan(octets, { origin, sizeOctets: octets.length }));
    return refusal === null ? ok() : refused(refusal);
  };
}

function scannersOf(config: Config): Scanner[] {
  const { clamd } = config.scan;
  if (!clamd) return [];
  const { socket, host, port, timeoutSeconds } = clamd;
  const address = socket === undefined ? { host: host!, port } : { socket };
  return [createClamd({ address, limits: { scanMsMax: timeoutSeconds * 1000 } })];
}

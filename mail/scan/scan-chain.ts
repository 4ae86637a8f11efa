import type { ScanLog } from './events.ts';
import { type ScanLimits, scanLimits } from './limits.ts';
import type { ScanFacts, Scanner, ScanOctets, ScanVerdict } from './scanner.ts';

export interface ScanChain {
  /** The first verdict that is not accept, or accept. Never rejects: what goes wrong defers. */
  scan(octets: ScanOctets, facts: ScanFacts): Promise<ScanVerdict>;
  /** For the start message: what scans, or plainly that nothing does. */
  describe(): string;
}

export interface ScanChainDeps {
  /** In the order in which they are asked. Empty: mail passes unscanned. */
  readonly scanners: readonly Scanner[];
  readonly log: ScanLog;
  readonly limits?: Partial<ScanLimits>;
}

export function createScanChain(deps: ScanChainDeps): ScanChain {
  const { scanners, log } = deps;
  const limits = { ...scanLimits, ...deps.limits };

  const scan = async (octets: ScanOctets, facts: ScanFacts): Promise<ScanVerdict> => {
    for (const scanner of scanners) {
      const verdict = await ask(scanner, octets, facts);
      if (verdict.kind !== 'accept') return verdict;
    }
    return { kind: 'accept' };
  };

  const ask = async (scanner: Scanner, octets: ScanOctets, facts: ScanFacts): Promise<ScanVerdict> => {
    const about = { scanner: scanner.name, origin: facts.origin, octets: facts.sizeOctets };
    try {
      const verdict = await within(limits.scanMsMax, () => scanner.scan(octets, facts));
      if (verdict.kind === 'refuse') log('scan.refused', { ...about, virusName: verdict.virusName });
      if (verdict.kind === 'defer') log('scan.deferred', { ...about, why: verdict.why });
      return verdict;
    } catch (error) {
      const why = `${scanner.name}: ${(error as Error).message}`;
      log('scan.deferred', { ...about, why, error });
      return { kind: 'defer', why };
    }
  };

  const describe = () =>
    scanners.length === 0
      ? 'NO VIRUS SCANNER is configured: mail passes unscanned (scan.clamd)'
      : `mail is scanned by ${scanners.map((scanner) => scanner.name).join(', then ')}; it is deferred while a scanner does not answer`;

  return { scan, describe };
}

/** The scanners keep time themselves; this is for one that does not. */
async function within<T>(msMax: number, work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('no verdict in time')), msMax);
  });
  try {
    return await Promise.race([work(), late]);
  } finally {
    clearTimeout(timer);
  }
}

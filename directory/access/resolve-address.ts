import type { Database } from '#io/database.ts';
import type { EmailAddress } from '#kernel/email-address.ts';
import { type AddressQuestion, findRecipient, findRecipients, listDomains, type RecipientRow } from './address-sql.ts';
import { addressLimits } from './limits.ts';
import { candidateLocalParts, isRoleAddress } from './rules.ts';

export type ResolvedRecipient =
  | ({ readonly outcome: 'local' } & RecipientRow)
  /** Our domain, no such mailbox. */
  | { readonly outcome: 'not-found' }
  /** Somebody else's domain. */
  | { readonly outcome: 'foreign' };

/** Whose mailbox an address is. Local parts without regard to case; `name+detail` is `name`'s (RFC 5233) unless it exists itself. */
export interface AddressResolver {
  resolveRecipientAddress(address: EmailAddress): Promise<ResolvedRecipient>;
  /** In the order asked, with one statement for all. */
  resolveRecipientAddresses(addresses: readonly EmailAddress[]): Promise<ResolvedRecipient[]>;
  /** Whether a domain is one of ours, as of a few seconds ago. */
  isOurDomain(domain: string): Promise<boolean>;
}

interface Options {
  /** Who gets mail for postmaster@ and abuse@ of every domain that has no such mailbox of its own. */
  readonly postmasterAddress?: EmailAddress;
  readonly domainsKeptMsMax?: number;
}

const notFound = { outcome: 'not-found' } as const;
const foreign = { outcome: 'foreign' } as const;
const questionOf = (address: EmailAddress): AddressQuestion => ({ localParts: candidateLocalParts(address), domain: address.domain });
const local = (row: RecipientRow | undefined): ResolvedRecipient => (row ? { outcome: 'local', ...row } : notFound);

export function makeAddressResolver(database: Database, options: Options = {}): AddressResolver {
  const { postmasterAddress } = options;
  const domains = keepDomains(database, options.domainsKeptMsMax ?? addressLimits.domainsKeptMsMax);
  const postmaster = async () => local(postmasterAddress && (await findRecipient(database, questionOf(postmasterAddress))));

  return {
    isOurDomain: async (domain) => (await domains()).has(domain),
    async resolveRecipientAddress(address) {
      if (!(await domains()).has(address.domain)) return foreign;
      const found = local(await findRecipient(database, questionOf(address)));
      return found.outcome === 'not-found' && isRoleAddress(address) ? postmaster() : found;
    },
    async resolveRecipientAddresses(addresses) {
      if (addresses.length > addressLimits.batchMax) throw new RangeError(`more than ${addressLimits.batchMax} addresses at once`);
      const ours = await domains();
      const rows = await findRecipients(database, addresses.map(questionOf));
      const needsPostmaster = (address: EmailAddress, place: number) =>
        !rows.has(place) && ours.has(address.domain) && isRoleAddress(address);
      const forRoles = addresses.some(needsPostmaster) ? await postmaster() : notFound;
      return addresses.map((address, place) => {
        if (!ours.has(address.domain)) return foreign;
        return needsPostmaster(address, place) ? forRoles : local(rows.get(place));
      });
    },
  };
}

/** The names of our domains, read again when they are older than `keptMsMax`; everybody who asks meanwhile waits for one reading. */
function keepDomains(database: Database, keptMsMax: number): () => Promise<ReadonlySet<string>> {
  let known: { readonly names: ReadonlySet<string>; readonly readAt: number } | undefined;
  let reading: Promise<ReadonlySet<string>> | undefined;
  const read = async () => {
    const readAt = performance.now();
    const names: ReadonlySet<string> = new Set(await listDomains(database));
    known = { names, readAt };
    return names;
  };
  return async () => {
    if (known && performance.now() - known.readAt < keptMsMax) return known.names;
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  };
}

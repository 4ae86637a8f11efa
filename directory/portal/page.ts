import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import type { Asset } from './assets.ts';
import type { Language } from './choose-language.ts';
import type { PublishedOnPage } from './published-people.ts';

/** Where each service listens. */
export type PortalPorts = Readonly<Record<'imap' | 'imaps' | 'submission' | 'submissions' | 'smtp' | 'lmtp' | 'http' | 'https', number>>;

/** What one showing of the start page is made of. */
export interface Page {
  readonly assets: ReadonlyMap<string, Asset>;
  readonly language: Language;
  readonly provinceName: string;
  readonly hostname: string;
  readonly ports: PortalPorts;
  /** The local CA in PEM; null where none has to be installed. */
  readonly ca: string | null;
  readonly units: readonly ListedUnit[];
  readonly query: string;
  readonly published: PublishedOnPage;
}

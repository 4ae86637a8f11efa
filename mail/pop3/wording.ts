import type { RefusalKind } from '#kernel/refusal.ts';

/** What replies say to people, in one language (RFC 6856 §3 LANG). One line each; clients read only what stands before. */
export interface Wording {
  readonly ready: string;
  readonly capabilities: string;
  readonly mechanisms: string;
  readonly languages: string;
  readonly listing: string;
  readonly beginTls: string;
  readonly tlsActive: string;
  readonly tlsNotOffered: string;
  readonly tlsAfterUtf8: string;
  readonly utf8: string;
  readonly noSuchLanguage: string;
  readonly nameTaken: string;
  readonly nameMissing: string;
  readonly overTls: string;
  readonly noSuchMechanism: string;
  readonly malformedResponse: string;
  readonly cancelled: string;
  readonly actingAsAnother: string;
  readonly nothingToDo: string;
  readonly noSuchMessage: string;
  readonly isDeleted: string;
  readonly deleted: string;
  readonly notRemoved: string;
  readonly goodbye: string;
  readonly unknownCommand: string;
  readonly signInFirst: string;
  readonly signedInAlready: string;
  readonly malformed: string;
  readonly lineTooLong: string;
  readonly tooManyBadCommands: string;
  readonly tooManyConnections: string;
  readonly overloaded: string;
  readonly fault: string;
  readonly shuttingDown: string;
  readonly accessEnded: string;
  readonly lockLost: string;
  maildrop(messages: number, octets: number): string;
  octets(octets: number): string;
  readonly refusals: Readonly<Record<RefusalKind, string>>;
}

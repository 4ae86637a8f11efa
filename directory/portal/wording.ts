import type { MailProgram } from '#directory/access/mail-programs.ts';
import type { UnitKind } from '#directory/naming/unit-kind.ts';
import type { PublishedPolicy } from '#directory/people/address-book.ts';
import type { Language } from './choose-language.ts';
import type { Html } from './html.ts';

/** All that the page says, in one language. */
export interface Wording {
  readonly title: string;
  readonly lead: string;
  readonly skip: string;
  readonly otherLanguage: { readonly language: Language; readonly label: string };
  readonly sections: Readonly<Record<'label' | 'mail' | 'certificate' | 'units' | 'application', string>>;
  readonly mail: {
    readonly lead: string;
    readonly columns: { readonly use: string; readonly server: string; readonly port: string; readonly security: string };
    readonly receive: string;
    readonly send: string;
    readonly recommended: string;
    readonly startTls: string;
    readonly userName: string;
    readonly userNameValue: string;
    readonly password: string;
    readonly passwordValue: string;
    /** What mail programs take where there is a second factor. */
    readonly appPassword: Html;
    /** Where those who are entrusted with a unit's mailbox find it. */
    readonly unitMailbox: Html;
    readonly stepsTitle: string;
    readonly programs: Readonly<Record<Exclude<MailProgram, 'thunderbird' | 'other'>, string>>;
  };
  readonly certificate: {
    readonly needed: string;
    readonly notNeeded: string;
    readonly compare: string;
    readonly fingerprint: string;
    readonly download: string;
    readonly stepsTitle: string;
    readonly steps: readonly Html[];
  };
  readonly units: {
    count(units: number): string;
    readonly searchLabel: string;
    readonly searchHint: string;
    readonly search: string;
    readonly clear: string;
    found(units: number, query: string): string;
    readonly foundNone: string;
    readonly noMailbox: string;
    below(kind: UnitKind, units: number): string;
    readonly groups: Readonly<Record<UnitKind, string>>;
    readonly exports: string;
    readonly csv: string;
    readonly json: string;
    readonly peopleCsv: string;
    readonly vcard: string;
    readonly vcardForOutlook: string;
    readonly vcardHelp: string;
    readonly policy: Readonly<Record<PublishedPolicy, string>>;
  };
  readonly people: {
    readonly title: string;
    count(people: number): string;
    all(people: number): string;
    readonly nobody: string;
    readonly previous: string;
    readonly next: string;
  };
  readonly changePassword: {
    readonly title: string;
    readonly lead: string;
    readonly username: string;
    readonly password: string;
    readonly chosen: string;
    readonly again: string;
    readonly hint: string;
    readonly change: string;
    readonly wrong: string;
    readonly differ: string;
    readonly throttled: string;
    readonly notNow: string;
    readonly done: string;
    readonly doneHint: string;
    readonly back: string;
  };
  readonly phone: Readonly<Record<'title' | 'lead' | 'code' | 'fetch' | 'after' | 'trust' | 'wrong' | 'over', string>>;
  readonly footer: string;
}

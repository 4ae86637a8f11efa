// Made of the API's own OpenAPI document by `npm run contract`; test/api-contract.test.ts holds it to that.

interface Reply<Type extends string, Body> {
  headers: { [name: string]: unknown };
  content: { [type in Type]: Body };
}
type Json<Body> = Reply<"application/json", Body>;
interface Empty {
  headers: { [name: string]: unknown };
  content?: never;
}
type Refused<Status extends number> = { [status in Status]: Reply<"application/problem+json", Problem> };
interface None {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}

export type SignedIn = { state: "signed-in" | "second-factor"; factors?: ("totp" | "passkey" | "recovery-code")[]; };
export type Problem = { type: string; title: string; status: number; detail: string; instance: string; problems?: ({ what: string; at?: string; detail: string; })[]; differences?: ({ about: string; planned: (string | null); now: (string | null); })[]; approvalId?: number; };
export type WhoAmI = { accountId: number; personId: number; name: string; address: string; addresses: (string)[]; language: "vi" | "en"; posts: ({ unitId: number; unit: string; title: string; kind: "head" | "deputy" | "clerk" | "staff"; capacity: "full" | "acting" | "in-charge"; isMain: boolean; })[]; heads: ({ unitId: number; name: string; address: (string | null); })[]; roles: ({ role: "operator" | "unit-administrator" | "auditor" | "unit-head" | "staff"; unitId: (number | null); unit: (string | null); validTo: (string | null); })[]; acts: ("directory.read" | "directory.write" | "correction.answer" | "request.read" | "request.make" | "request.endorse" | "post.write" | "plan.read" | "plan.make" | "plan.carry-out" | "plan.cancel" | "head.appoint" | "account.read" | "account.lock" | "account.unlock" | "account.delete" | "account.hold" | "account.set-quota" | "password.change" | "password.reset" | "second-factor.change" | "second-factor.reset" | "sso.unlink" | "app-password.make" | "app-password.revoke" | "own-data.export" | "correction.ask" | "token.make" | "token.revoke" | "mail.read" | "mail.organise" | "mail.delete" | "mail.send-as" | "mail.send-on-behalf" | "mail.open" | "delegation.manage" | "delegation.end" | "device.read" | "audit.read" | "calendar.change" | "certificate.read" | "certificate.manage" | "duty.read" | "outage.read" | "outage.note" | "report.read" | "report.issue" | "settings.read" | "settings.change" | "announcement.read" | "announcement.write" | "announcement.mail" | "status.read" | "queue.read" | "queue.change" | "role.read" | "role.grant" | "role.revoke")[]; session: { id: string; proofs: ("password" | "totp" | "recovery-code" | "passkey" | "oidc" | "oidc-factor")[]; provedSecondsAgo: number; stepUpSeconds: number; }; secondFactor: { isOn: boolean; kinds: ("totp" | "passkey")[]; isRequired: boolean; recoveryCodesLeft: number; }; mustChangePassword: boolean; mustSetUpSecondFactor: boolean; };
export type SignedOut = { goOnAt: string; };
export type OwnSessions = { items: ({ id: string; isThis: boolean; network: string; userAgent: string; proofs: ("password" | "totp" | "recovery-code" | "passkey" | "oidc" | "oidc-factor")[]; createdAt: string; usedAt: string; endsAt: string; })[]; };
export type EndedSessions = { ended: number; };
export type TotpOffer = { secret: string; uri: string; };
export type RecoveryCodes = { recoveryCodes: (string)[]; };
export type OwnAppPasswords = { items: (OwnAppPassword)[]; };
export type OwnAppPassword = { id: string; label: string; program: "thunderbird" | "outlook" | "apple" | "android-thunderbird" | "android-gmail" | "other" | null; opens: string; createdAt: string; expiresAt: (string | null); lastUsedAt: (string | null); };
export type MadeAppPassword = { id: string; userName: string; password: string; mobileCode: (string | null); profile: ({ url: string; code: string; endsAt: string; isSigned: boolean; } | null); };
export type MailSetup = { hostname: string; imaps: number; submissions: number; guide: string; ca: ({ fingerprint: string; url: string; } | null); programs: ({ program: "thunderbird" | "outlook" | "apple" | "android-thunderbird" | "android-gmail" | "other"; steps: (({ as: "text" | "menu" | "value"; text: string; })[])[]; })[]; };
export type OwnMailboxes = { items: ({ accountId: number; address: string; name: string; kind: "personal" | "unit"; isOwn: boolean; rights: ("read" | "organise" | "delete" | "send-as" | "send-on-behalf" | "manage")[]; mayManage: boolean; usedOctets: number; quotaOctets: number; usedMessages: number; quotaMessages: (number | null); })[]; };
export type OpeningAppPasswords = { items: ({ id: string; label: string; program: "thunderbird" | "outlook" | "apple" | "android-thunderbird" | "android-gmail" | "other" | null; owner: { name: string; address: string; isMe: boolean; }; createdAt: string; expiresAt: (string | null); lastUsedAt: (string | null); })[]; };
export type OwnSignIns = { items: ({ outcome: "signed-in" | "failed" | "blocked"; via: string; network: string; by: (string | null); credentialId: (string | null); label: (string | null); program: "thunderbird" | "outlook" | "apple" | "android-thunderbird" | "android-gmail" | "other" | null; userAgent: (string | null); opens: (string | null); count: number; firstAt: string; lastAt: string; unusual: ("new-network" | "new-browser" | "wrong-from-elsewhere")[]; })[]; };
export type OwnCorrections = { items: (Correction)[]; };
export type Correction = { id: number; field: "name" | "birth-date" | "post" | "address" | "other"; present: string; wanted: string; note: (string | null); askedAt: string; state: "open" | "carried-out" | "refused" | "withdrawn"; answer: (string | null); answeredAt: (string | null); };
export type AskedCorrections = { items: (AskedCorrection)[]; };
export type AskedCorrection = { id: number; field: "name" | "birth-date" | "post" | "address" | "other"; present: string; wanted: string; note: (string | null); askedAt: string; state: "open" | "carried-out" | "refused" | "withdrawn"; answer: (string | null); answeredAt: (string | null); personId: number; name: string; address: string; answeredBy: (string | null); };
export type AnsweredCorrection = { id: number; state: "carried-out" | "refused"; };
export type PasskeyAssertionOptions = { rpId: string; challenge: string; timeout: number; userVerification: "required"; allowCredentials: ({ type: "public-key"; id: string; transports: (string)[]; })[]; };
export type PasskeyAssertion = { id: string; clientDataJSON: string; authenticatorData: string; signature: string; userHandle?: string; };
export type PasskeyAttestationOptions = { rp: { id: string; name: string; }; user: { id: string; name: string; displayName: string; }; challenge: string; pubKeyCredParams: ({ type: "public-key"; alg: number; })[]; timeout: number; excludeCredentials: ({ type: "public-key"; id: string; transports: (string)[]; })[]; authenticatorSelection: { residentKey: "required"; requireResidentKey: boolean; userVerification: "required"; }; attestation: "none"; };
export type AddedPasskey = { id: string; recoveryCodes: ((string)[] | null); };
export type PasskeyAttestation = { name: string; id: string; clientDataJSON: string; attestationObject: string; transports: (string)[]; };
export type OwnPasskeys = { max: number; hosts: (string)[]; here: (string | null); items: ({ id: string; name: string; host: string; isSynced: boolean; isBackedUp: boolean; madeAt: string; lastUsedAt: (string | null); })[]; };
export type SignInWays = { sso: ({ label: string; } | null); };
export type SsoAddress = { address: string; };
export type SignedInBySso = (SignedIn & { returnTo: string; });
export type OwnSso = { label: (string | null); links: ({ issuer: string; linkedAt: string; usedAt: string; })[]; };
export type SsoUnlinked = { id: number; hasSso: false; };
export type Unit = { id: number; parentId: (number | null); kind: "province" | "agency" | "mass-organisation" | "office" | "district" | "commune"; name: string; code: (string | null); domain: string; address: (string | null); };
export type UnitHistory = { id: number; validFrom: string; validTo: (string | null); versions: ({ validFrom: string; validTo: (string | null); name: string; kind: "province" | "agency" | "mass-organisation" | "office" | "district" | "commune"; code: (string | null); parent: (string | null); domain: string; namingProfile: (string | null); })[]; addresses: ({ address: string; kind: "primary" | "alias" | "former"; receivesUntil: (string | null); })[]; identifiers: ({ scheme: string; value: string; validFrom: string; validTo: (string | null); })[]; cameFrom: ({ unitId: number; name: string; how: "merge" | "split" | "dissolve"; on: string; planId: (number | null); })[]; wentTo: ({ unitId: number; name: string; how: "merge" | "split" | "dissolve"; on: string; planId: (number | null); })[]; heads: (string)[]; people: number; unitsBelow: number; mailbox: ({ accountId: number; acts: ("account.read" | "device.read" | "duty.read" | "certificate.read" | "certificate.manage" | "delegation.end" | "account.set-quota" | "account.lock" | "account.unlock" | "account.hold" | "password.reset" | "second-factor.reset" | "sso.unlink")[]; } | null); };
export type Person = { id: number; accountId: number; name: string; address: string; presence: "in-service" | "away" | "left"; posts: ({ unitId: number; unit: string; title: string; kind: "head" | "deputy" | "clerk" | "staff"; capacity: "full" | "acting" | "in-charge"; isMain: boolean; })[]; };
export type PersonInFull = { id: number; accountId: number; name: string; family: string; middle: string; given: string; address: string; presence: "in-service" | "away" | "left"; acts: ("account.read" | "device.read" | "duty.read" | "certificate.read" | "certificate.manage" | "delegation.end" | "account.set-quota" | "account.lock" | "account.unlock" | "account.hold" | "password.reset" | "second-factor.reset" | "sso.unlink")[]; posts: ({ unitId: number; unit: string; title: string; kind: "head" | "deputy" | "clerk" | "staff"; capacity: "full" | "acting" | "in-charge"; isMain: boolean; validFrom: string; validTo: (string | null); })[]; addresses: ({ address: string; kind: "primary" | "alias" | "former"; until: (string | null); })[]; record: ({ standing: "in-service" | "locked" | "suspended" | "left" | "closed"; birthDate: (string | null); formerNames: ({ name: string; validFrom: string; validTo: string; })[]; formerPosts: ({ unitId: number; unit: string; title: string; kind: "head" | "deputy" | "clerk" | "staff"; capacity: "full" | "acting" | "in-charge"; isMain: boolean; validFrom: string; validTo: (string | null); isCalledOff: boolean; })[]; absences: ({ kind: "suspended" | "left"; validFrom: string; validTo: (string | null); deleteAfter: (string | null); reason: (string | null); })[]; hold: (string | null); groups: (string)[]; plans: ({ id: number; title: string; effectiveOn: string; })[]; } | null); };
export type Account = { id: number; address: string; kind: "personal" | "unit"; state: "active" | "locked" | "closed"; name: string; personId: (number | null); unitId: (number | null); roles: ("operator" | "unit-administrator" | "auditor")[]; usedOctets: number; quotaOctets: number; hasSso: boolean; };
export type PlanPreview = { state: "preview"; kind: string; title: { vi: string; en: string; }; effectiveOn: string; summary: ({ vi: string; en: string; })[]; deeds?: unknown; notes?: unknown; problems: ({ vi: string; en: string; what: string; })[]; };
export type MadePlan = { id: number; kind: string; state: "planned" | "carried-out" | "cancelled"; title: { vi: string; en: string; }; effectiveOn: string; summary: ({ vi: string; en: string; })[]; };
export type BegunPlan = { id: number; kind: string; title: { vi: string; en: string; }; effectiveOn: string; summary: ({ vi: string; en: string; })[]; state: "under-way"; };
export type Plan = { id: number; kind: string; title: string; state: "planned" | "carried-out" | "cancelled"; effectiveOn: string; madeAt: string; settledAt: (string | null); refusedBecause: (string | null); };
export type PlanInFull = (Plan & { request?: unknown; summary: ({ vi: string; en: string; })[]; deeds?: unknown; notes?: unknown; });
export type Progress = { state: "planned" | "carried-out" | "cancelled" | "under-way" | "interrupted" | "refused" | "failed"; step: "checking" | "writing" | "recording" | "telling" | null; done: number; total: number; begunAt: (string | null); because: ({ vi: string; en: string; } | null); };
export type SettledPlan = { id: number; state: "planned" | "carried-out" | "cancelled"; };
export type BegunSettling = { id: number; state: "under-way"; };
export type BatchPreview = { state: "preview"; title: { vi: string; en: string; }; effectiveOn: string; summary: ({ vi: string; en: string; })[]; deeds?: unknown; notes?: unknown; problems: ({ what: string; vi: string; en: string; row: (number | null); column: (string | null); })[]; remarks: ({ vi: string; en: string; })[]; table?: TextTable; };
export type TextTable = { headingRow: number; columns: ({ key: (string | null); heading: string; name: string; choices: (string)[]; })[]; others: ({ key: (string | null); heading: string; name: string; choices: (string)[]; })[]; rows: ({ row: number; cells: (string)[]; })[]; };
export type Batch = { id: number; title: string; state: "planned" | "carried-out" | "cancelled"; effectiveOn: string; madeAt: string; settledAt: (string | null); refusedBecause: (string | null); rows: number; made: number; undone: number; };
export type BatchInFull = { id: number; title: string; state: "planned" | "carried-out" | "cancelled"; effectiveOn: string; settledAt: (string | null); summary: ({ vi: string; en: string; })[]; people: ({ row: number; name: string; birthDate: (string | null); unitId: number; unit: string; title: string; address: string; how: string; accountId: (number | null); undoneAt: (string | null); })[]; changes: ({ row: number; title: { vi: string; en: string; }; })[]; };
export type BatchUndone = { title: string; takenBack: ({ row: number; name: string; address: string; })[]; kept: ({ row: number; name: string; address: string; why: ({ vi: string; en: string; })[]; })[]; };
export type Request = { id: number; unitId: number; unit: string; title: string; state: "in-review" | "endorsed" | "returned" | "gathered" | "carried-out" | "refused" | "withdrawn"; atUnitId: (number | null); atUnit: (string | null); gatheredInto: (number | null); lines: number; version: number; madeBy: (string | null); madeAt: string; since: string; dueOn: (string | null); settledAt: (string | null); };
export type FiledLines = { lines: ({ row: number; line: ({ do: "recruit"; name: string; family?: string; givenFirst?: boolean; birthDate?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; address?: string; on?: string; reason?: string; isNamesake?: boolean; } | { do: "appoint"; person: string; called?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; main?: boolean; on?: string; reason?: string; } | { do: "transfer"; person: string; called?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; from?: string; address?: string; on?: string; reason?: string; } | { do: "relieve"; person: string; called?: string; from?: string; on?: string; reason?: string; } | { do: "leave"; person: string; called?: string; on?: string; reason?: string; } | { do: "suspend"; person: string; called?: string; on?: string; reason?: string; } | { do: "return"; person: string; called?: string; on?: string; reason?: string; } | { do: "rename"; person: string; name: string; family?: string; givenFirst?: boolean; on?: string; reason?: string; }); })[]; problems: ({ vi: string; en: string; row: (number | null); column: (string | null); })[]; };
export type RequestInFull = { id: number; unitId: number; unit: string; title: string; state: "in-review" | "endorsed" | "returned" | "gathered" | "carried-out" | "refused" | "withdrawn"; atUnitId: (number | null); atUnit: (string | null); gatheredInto: (number | null); version: number; madeBy: (string | null); madeAt: string; since: string; dueOn: (string | null); settledAt: (string | null); lines: ({ number: number; asked?: unknown; state: "open" | "struck" | "planned" | "carried-out" | "refused"; planId: (number | null); problems: (({ vi: string; en: string; what: string; })[] | null); result: ({ name: string; address: string; summary: ({ vi: string; en: string; })[]; effectiveOn: string; } | null); planState: "planned" | "carried-out" | "cancelled" | null; from: ({ requestId: number; number: number; } | null); })[]; history: ({ version: number; at: string; step: string; by: (string | null); asUnit: (string | null); fromState: "in-review" | "endorsed" | "returned" | "gathered" | "carried-out" | "refused" | "withdrawn" | null; toState: "in-review" | "endorsed" | "returned" | "gathered" | "carried-out" | "refused" | "withdrawn"; toUnit: (string | null); dueOn: (string | null); reason: (string | null); changes: (unknown)[]; })[]; parts: ({ id: number; unit: string; state: "in-review" | "endorsed" | "returned" | "gathered" | "carried-out" | "refused" | "withdrawn"; })[]; };
export type PossibleStep = { step: "correct" | "return" | "gather" | "endorse" | "carry-out" | "refuse" | "withdraw"; as: "unit" | "above" | "operator" | null; because: ({ vi: string; en: string; } | null); };
export type RequestPreview = { state: "preview"; lines: ({ number: number; title: ({ vi: string; en: string; } | null); summary: ({ vi: string; en: string; })[]; })[]; problems: ({ vi: string; en: string; what: string; line: number; column: (string | null); })[]; remarks: ({ vi: string; en: string; what: string; line: number; column: (string | null); })[]; };
export type RequestDone = { id: number; state: "in-review" | "endorsed" | "returned" | "gathered" | "carried-out" | "refused" | "withdrawn"; atUnitId: (number | null); dueOn: (string | null); version: number; remarks?: ({ vi: string; en: string; what: string; line: number; column: (string | null); })[]; };
export type NewRequest = { unit: number; title?: string; lines: (({ do: "recruit"; name: string; family?: string; givenFirst?: boolean; birthDate?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; address?: string; on?: string; reason?: string; isNamesake?: boolean; } | { do: "appoint"; person: string; called?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; main?: boolean; on?: string; reason?: string; } | { do: "transfer"; person: string; called?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; from?: string; address?: string; on?: string; reason?: string; } | { do: "relieve"; person: string; called?: string; from?: string; on?: string; reason?: string; } | { do: "leave"; person: string; called?: string; on?: string; reason?: string; } | { do: "suspend"; person: string; called?: string; on?: string; reason?: string; } | { do: "return"; person: string; called?: string; on?: string; reason?: string; } | { do: "rename"; person: string; name: string; family?: string; givenFirst?: boolean; on?: string; reason?: string; }))[]; dryRun?: boolean; };
export type RequestCarriedOut = { state: ("in-review" | "endorsed" | "returned" | "gathered" | "carried-out" | "refused" | "withdrawn" | "preview"); id: number; version: number; lines: ({ number: number; asked?: unknown; state: "open" | "struck" | "planned" | "carried-out" | "refused"; planId: (number | null); problems: (({ vi: string; en: string; what: string; })[] | null); result: ({ name: string; address: string; summary: ({ vi: string; en: string; })[]; effectiveOn: string; } | null); })[]; };
export type DutyReport = { from: string; to: string; items: (UnitDuties)[]; };
export type UnitDuties = { unitId: number; parentId: (number | null); name: string; own: Duties; all: (Duties & unknown); };
export type Duties = { mailbox: DayCount; head: (DayCount & unknown); people: (DayCount & { count: number; }); };
export type DayCount = { required: number; met: number; };
export type MailboxDuties = { from: string; to: string; items: ({ accountId: number; kind: "personal" | "unit"; name: string; address: string; required: number; met: number; })[]; };
export type AccountDuty = { accountId: number; kind: "personal" | "unit"; name: string; address: string; unitId: (number | null); mailbox: DayCount; head: (DayCount & (Record<string, unknown> | null)); days: ({ day: string; isMet: boolean; parts: ({ part: string; by: (string)[]; })[]; head: (boolean | null); })[]; };
export type OutageReport = { from: string; to: string; workingMinutes: number; paperProcedures: number; items: ({ id: number; kind: "stopped" | "planned" | "unplanned"; beginsAt: string; endsAt: (string | null); note: string; workingMinutes: number; needsPaper: boolean; })[]; };
export type OwnDuty = { day: string; isCounted: boolean; mailboxes: ({ accountId: number; kind: "personal" | "unit"; name: string; address: string; parts: ({ part: string; is: "over" | "now" | "later"; isLooked: boolean; })[]; head: (boolean | null); })[]; };
export type NotedOutage = { id: number; kind: "stopped" | "planned" | "unplanned"; beginsAt: string; endsAt: (string | null); note: string; };
export type Calendar = { year: number; items: ({ day: string; isWorking: boolean; name: { vi: string; en: string; }; from: "law" | "set"; })[]; };
export type CalendarDay = { day: string; isWorking: (boolean | null); };
export type Report = { id: number; unitId: (number | null); unit: (string | null); period: string; from: string; to: string; number: string; issuedOn: string; issuedAt: string; issuedBy: (number | null); digest: string; };
export type ReportDraft = { letterhead: { superior: (string | null); issuer: string; place: string; signerTitle: string; signer: (string | null); recipients: (string)[]; }; figures: ReportFigures; };
export type ReportFigures = { version: 1; period: { name: string; kind: "half" | "year" | "days"; from: string; to: string; }; asOf: string; unit: ({ id: number; name: string; superior: (string | null); } | null); mailCountedSince: string; fillDay: (string | null); units: ({ id: number; level: number; kind: (string | null); name: string; endedOn: (string | null); own: Figures; all: (Figures & unknown); })[]; total: Figures; requests: { waiting: number; overdue: number; answered: number; withTerm: number; inTime: number; medianWorkingDays: (number | null); maxWorkingDays: (number | null); }; outages: { workingMinutes: number; paperProcedures: number; list: ({ kind: string; beginsAt: string; endsAt: (string | null); workingMinutes: number; needsPaper: boolean; note: string; })[]; }; };
export type Figures = { accounts: { people: number; inService: number; locked: number; suspended: number; left: number; units: number; made: number; ended: number; }; mail: { received: number; receivedOutside: number; receivedSigned: number; receivedOctets: number; sent: number; sentOutside: number; sentSigned: number; sentOctets: number; stopped: number; }; fill?: { mailboxes: number; usedOctets: number; quotaOctets: number; over80: number; over95: number; }; duties?: { mailboxRequired: number; mailboxMet: number; headRequired: number; headMet: number; people: number; peopleRequired: number; peopleMet: number; }; requests?: { made: number; lines: number; carriedOut: number; refused: number; withdrawn: number; }; };
export type ReportInFull = (Report & { letterhead: { superior: (string | null); issuer: string; place: string; signerTitle: string; signer: (string | null); recipients: (string)[]; }; figures: ReportFigures; });
export type AccountState = { id: number; state: "active" | "locked" | "closed"; };
export type Quota = { id: number; storageOctets: number; messages: (number | null); };
export type PasswordReset = { id: number; mustChange: boolean; password: (string | null); };
export type SecondFactorReset = { id: number; secondFactor: "none"; };
export type LegalHold = { id: number; accountId: number; isHeld: boolean; };
export type Delegation = { id: number; to: string; kind: "person" | "post" | "group" | "head"; mailbox: (string | null); rights: ("read" | "organise" | "delete" | "send-as" | "send-on-behalf" | "manage")[]; validFrom: string; validTo: (string | null); grantedBy: (string | null); };
export type MadeDelegation = { accountId: number; to: string; rights: ("read" | "organise" | "delete" | "send-as" | "send-on-behalf" | "manage")[]; until: (string | null); };
export type EndedDelegation = { id: number; accountId: number; isEnded: true; };
export type QueuedMessage = { id: number; envelopeFrom: string; sizeOctets: number; createdAt: string; expiresAt: string; counts: { waiting: number; sending: number; held: number; delivered: number; failed: number; }; recipients: ({ address: string; domain: string; state: "waiting" | "sending" | "held" | "delivered" | "failed"; attempts: number; nextAttemptAt: (string | null); lastReply: (string | null); lastHost: (string | null); finishedAt: (string | null); })[]; };
export type QueueActDone = { id: number; recipients: number; };
export type SystemStatus = { readAt: string; databaseAnswerMs: number; isBodyStoreWritable: boolean; scanner: "none" | "reached" | "silent"; outbound: { way: "relay" | "direct" | "closed"; to: (string | null); isReached: (boolean | null); }; queue: { waiting: number; held: number; retried: number; failedInDay: number; oldestAt: (string | null); handedOver: (number)[]; }; mailToday: { received: number; sent: number; stopped: number; }; mailByMinute: { received: (number)[]; sent: (number)[]; }; storage: { mailOctets: number; databaseOctets: number; freeOctets: number; diskOctets: number; quotaOctets: number; nearlyFull: number; largest: ({ accountId: number; address: string; usedOctets: number; quotaOctets: number; })[]; }; };
export type AccountUse = { signedInOn: (string | null); lastRead: ({ at: string; by: (string | null); } | null); devices: ({ label: string; owner: string; opens: string; createdAt: string; expiresAt: (string | null); lastUsedAt: (string | null); })[]; sessions: ({ userAgent: string; usedAt: string; })[]; };
export type HeldDelegation = { id: number; kind: "person" | "post" | "group" | "head"; mailbox: (string | null); rights: ("read" | "organise" | "delete" | "send-as" | "send-on-behalf" | "manage")[]; validFrom: string; validTo: (string | null); grantedBy: (string | null); address: string; name: string; personId: (number | null); unitId: (number | null); };
export type Certificate = { id: number; accountId: number; kind: "personal" | "unit"; name: string; address: string; personId: (number | null); unitId: (number | null); post: (string | null); serial: string; issuer: string; subject: string; addresses: (string)[]; keyUsage: (string)[]; notBefore: string; notAfter: string; fingerprint: string; state: "valid" | "to-hand-over" | "to-revoke" | "to-reissue" | "revoked" | "handed-over" | "replaced"; since: string; cause: "left" | "post-ended" | "head-changed" | "renamed" | "new-address" | null; reason: (string | null); planId: (number | null); settlements: ("revoked" | "handed-over" | "reissued")[]; handOverTo: (string | null); };
export type CertificateInFull = (Certificate & { pem: string; history: ({ at: string; state: "valid" | "to-hand-over" | "to-revoke" | "to-reissue" | "revoked" | "handed-over" | "replaced"; since: string; cause: "left" | "post-ended" | "head-changed" | "renamed" | "new-address" | null; reason: (string | null); planId: (number | null); by: (string | null); })[]; });
export type AddedCertificate = { serial: string; issuer: string; subject: string; addresses: (string)[]; keyUsage: (string)[]; notBefore: string; notAfter: string; id: (number | null); };
export type SettledCertificate = { id: number; address: string; serial: string; state: "valid" | "to-hand-over" | "to-revoke" | "to-reissue" | "revoked" | "handed-over" | "replaced"; };
export type CurrentAnnouncements = { items: ({ id: number; revision: number; kind: "maintenance" | "info" | "urgent"; title: string; body: string; titleEn: (string | null); bodyEn: (string | null); beginsAt: string; endsAt: string; })[]; };
export type Announcement = { id: number; revision: number; kind: "maintenance" | "info" | "urgent"; title: string; body: string; titleEn: (string | null); bodyEn: (string | null); beginsAt: string; endsAt: string; unitId: (number | null); isPublic: boolean; madeAt: string; endedAt: (string | null); mailedAt: (string | null); state: "to-come" | "shown" | "over" | "ended"; };
export type AnnouncementInFull = { id: number; revision: number; kind: "maintenance" | "info" | "urgent"; title: string; body: string; titleEn: (string | null); bodyEn: (string | null); beginsAt: string; endsAt: string; unitId: (number | null); isPublic: boolean; madeAt: string; endedAt: (string | null); mailedAt: (string | null); state: "to-come" | "shown" | "over" | "ended"; mayCorrect: boolean; recipients: number; mail: ({ told: number; waiting: number; unreached: number; } | null); };
export type MailedAnnouncement = { id: number; recipients: number; };
export type Settings = { file: string; exists: boolean; isWritable: boolean; faults: (string)[]; sections: ({ section: string; name: { vi: string; en: string; }; items: (Setting)[]; })[]; former: ({ name: string; replacedAt: string; })[]; };
export type Setting = { key: string; environmentName: string; name: { vi: string; en: string; }; help: { vi: string; en: string; }; unit: ({ vi: string; en: string; } | null); form: { is: "number" | "choice" | "list" | "yes-no" | "text"; minimum?: (number | null); maximum?: (number | null); choices?: ({ value: string; name: { vi: string; en: string; }; })[]; of?: "number" | "text"; itemsMin?: number; itemsMax?: (number | null); charactersMax?: (number | null); }; fallback: (string | number | boolean | ((string | number))[] | null); value: (string | number | boolean | ((string | number))[] | null); isSecret: boolean; isSet: boolean; source: "file" | "environment" | "command-line" | "default"; next: (string | number | boolean | ((string | number))[] | null); waitsForRestart: boolean; closed: ({ vi: string; en: string; } | null); };
export type SettingDifferences = { differences: ({ key: string; name: { vi: string; en: string; }; before: (string | number | boolean | ((string | number))[] | null); after: (string | number | boolean | ((string | number))[] | null); })[]; takesRestart: boolean; };
export type Role = { id: number; accountId: number; address: string; name: string; role: "operator" | "unit-administrator" | "auditor"; unitId: (number | null); unit: (string | null); validFrom: string; validTo: (string | null); grantedBy: (string | null); revokedBy: (string | null); revokedAt: (string | null); standing: "in-force" | "to-come" | "unit-ended" | "over" | "revoked"; };
export type GivenRole = { id: number; accountId: number; role: "operator" | "unit-administrator" | "auditor"; };
export type RevokedRole = (GivenRole & { standing: "revoked"; });
export type Approval = { id: number; act: string; shown: string; reason: string; proposedBy: string; proposedAt: string; expiresAt: string; approvedBy: (string | null); usedAt: (string | null); };
export type Approved = { id: number; shown: string; isApproved: true; };
export type AuditEntry = { id: number; at: string; sentence: { vi: string; en: string; }; act: string; target?: string; actor?: number; actorAddress?: string; program: string; via?: string; peer?: string; credential?: string; onBehalfOf?: number; onBehalfOfAddress?: string; person?: number; account?: number; unit?: number; plan?: number; before?: unknown; after?: unknown; detail?: unknown; };
export type ProposedNames = { name: string; under: (string | null); domain: string; profileId: string; free: ({ address: string; localPart: string; how: string; explained: { vi: string; en: string; }; })[]; taken: ({ address: string; owner: string; })[]; };

export interface paths {
  "/api/v1/session": {
    get: { parameters: None; responses: { 200: Json<WhoAmI>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": { address: string; password: string; }; } }; responses: { 200: Json<SignedIn>; } & Refused<400 | 401 | 403 | 415 | 429> };
    delete: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 200: Json<SignedOut>; 204: Empty; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/session/second-factor": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": ({ totp: string; } | { recoveryCode: string; }); } }; responses: { 200: Json<SignedIn>; } & Refused<400 | 401 | 403 | 415 | 429> };
  };
  "/api/v1/session/step-up": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": ({ password: string; } | { totp: string; }); } }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 415 | 429> };
  };
  "/api/v1/me/sessions": {
    get: { parameters: None; responses: { 200: Json<OwnSessions>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/me/sessions/{id}": {
    delete: { parameters: { header?: { "x-congthu"?: string; }; path: { id: string; }; }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/me/sessions/end-others": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 200: Json<EndedSessions>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/me/password": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": { current: string; next: string; }; } }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 415 | 429> };
  };
  "/api/v1/me/totp": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 200: Json<TotpOffer>; } & Refused<400 | 401 | 403 | 429> };
    delete: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/me/totp/confirm": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": { code: string; }; } }; responses: { 200: Json<RecoveryCodes>; } & Refused<400 | 401 | 403 | 409 | 415 | 429> };
  };
  "/api/v1/me/recovery-codes": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 200: Json<RecoveryCodes>; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/me/app-passwords": {
    get: { parameters: None; responses: { 200: Json<OwnAppPasswords>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": { label: string; program?: "thunderbird" | "outlook" | "apple" | "android-thunderbird" | "android-gmail" | "other"; opens?: number; }; } }; responses: { 201: Json<MadeAppPassword>; } & Refused<400 | 401 | 403 | 404 | 415 | 429> };
  };
  "/api/v1/me/app-passwords/{id}": {
    delete: { parameters: { header?: { "x-congthu"?: string; }; path: { id: string; }; }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/me/mail-setup": {
    get: { parameters: None; responses: { 200: Json<MailSetup>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/me/mailboxes": {
    get: { parameters: None; responses: { 200: Json<OwnMailboxes>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/me/mailboxes/{id}/app-passwords": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<OpeningAppPasswords>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/me/mailboxes/{id}/app-passwords/{appPassword}": {
    delete: { parameters: { header?: { "x-congthu"?: string; }; path: { id: number; appPassword: string; }; }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/me/sign-ins": {
    get: { parameters: None; responses: { 200: Json<OwnSignIns>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/me/data": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 200: { headers: { [name: string]: unknown }; content: { "application/zip": string; } }; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/me/corrections": {
    get: { parameters: None; responses: { 200: Json<OwnCorrections>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": { field: "name" | "birth-date" | "post" | "address" | "other"; wanted: string; note?: string; }; } }; responses: { 201: Json<Correction>; } & Refused<400 | 401 | 403 | 413 | 415 | 429> };
  };
  "/api/v1/me/corrections/{id}": {
    delete: { parameters: { header?: { "x-congthu"?: string; }; path: { id: number; }; }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 404 | 409 | 429> };
  };
  "/api/v1/corrections": {
    get: { parameters: { query?: { answered?: "true" | "false"; }; }; responses: { 200: Json<AskedCorrections>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/corrections/{id}/answer": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { outcome: "carried-out" | "refused"; text?: string; }; } }; responses: { 200: Json<AnsweredCorrection>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/session/passkey/options": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 200: Json<PasskeyAssertionOptions>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/session/passkey": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": PasskeyAssertion; } }; responses: { 200: Json<SignedIn>; } & Refused<400 | 401 | 403 | 415 | 429> };
  };
  "/api/v1/session/step-up/passkey/options": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 200: Json<PasskeyAssertionOptions>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/session/step-up/passkey": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": PasskeyAssertion; } }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 415 | 429> };
  };
  "/api/v1/me/passkeys/options": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 200: Json<PasskeyAttestationOptions>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/me/passkeys": {
    get: { parameters: None; responses: { 200: Json<OwnPasskeys>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": PasskeyAttestation; } }; responses: { 201: Json<AddedPasskey>; } & Refused<400 | 401 | 403 | 409 | 415 | 429> };
  };
  "/api/v1/me/passkeys/{id}": {
    put: { parameters: { header?: { "x-congthu"?: string; }; path: { id: string; }; }; requestBody: { content: { "application/json": { name: string; }; } }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 404 | 415 | 429> };
    delete: { parameters: { header?: { "x-congthu"?: string; }; path: { id: string; }; }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/session/ways": {
    get: { parameters: None; responses: { 200: Json<SignInWays>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/session/sso": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": { returnTo?: string; anew?: boolean; }; } }; responses: { 200: Json<SsoAddress>; } & Refused<400 | 401 | 403 | 404 | 415 | 429> };
  };
  "/api/v1/session/sso/answer": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": { query: string; }; } }; responses: { 200: Json<SignedInBySso>; } & Refused<400 | 401 | 403 | 404 | 415 | 429> };
  };
  "/api/v1/session/step-up/sso": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 200: Json<SsoAddress>; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/session/step-up/sso/answer": {
    post: { parameters: { header?: { "x-congthu"?: string; }; }; requestBody: { content: { "application/json": { query: string; }; } }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 404 | 415 | 429> };
  };
  "/api/v1/me/sso": {
    get: { parameters: None; responses: { 200: Json<OwnSso>; } & Refused<400 | 401 | 403 | 429> };
    delete: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 204: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/accounts/{id}/unlink-sso": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { reason?: string; }; } }; responses: { 200: Json<SsoUnlinked>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/units": {
    get: { parameters: { query?: { q?: string; parent?: number; kind?: "province" | "agency" | "mass-organisation" | "office" | "district" | "commune"; on?: string; limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (Unit)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/units/{id}": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<UnitHistory>; 304: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/people": {
    get: { parameters: { query?: { q?: string; unit?: number; below?: "true" | "false"; presence?: "in-service" | "away" | "left"; limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (Person)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/address-book.vcf": {
    get: { parameters: { query?: { unit?: number; below?: "true" | "false"; version?: "3" | "4"; }; }; responses: { 200: { headers: { [name: string]: unknown }; content: { "text/vcard": string; } }; 304: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/people/{id}": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<PersonInFull>; 304: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/accounts": {
    get: { parameters: { query?: { q?: string; unit?: number; kind?: "personal" | "unit"; state?: "active" | "locked" | "closed"; limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (Account)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/accounts/{id}": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<Account>; 304: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/units/plans": {
    post: { parameters: { header?: { "idempotency-key"?: string; prefer?: string; }; }; requestBody: { content: { "application/json": { effectiveOn?: string; dryRun?: boolean; reason?: string; request: { title?: string; addresses?: "keep" | "renew"; oldAddresses?: ("forever" | string); clashes?: "best" | "ask"; choose?: { [name: string]: string; }; newDomains?: (string)[]; notify?: boolean; changes: (({ do: "create"; name: string; kind: "province" | "agency" | "mass-organisation" | "office" | "district" | "commune"; under: (string | null); code?: string; domain?: string; profile?: string; } | { do: "rename"; unit: string; name: string; } | { do: "move"; unit: string; under: (string | null); } | { do: "move-all"; from: string; kind?: "province" | "agency" | "mass-organisation" | "office" | "district" | "commune"; under: string; } | { do: "domain"; unit: string; domain: string; } | { do: "kind"; unit: string; kind: "province" | "agency" | "mass-organisation" | "office" | "district" | "commune"; } | { do: "code"; unit: string; code: (string | null); } | { do: "naming"; unit: string; profile: (string | null); } | { do: "identifier"; unit: string; value: string; } | { do: "merge"; unit: string; into: string; } | { do: "split"; unit: string; into: ((string | { unit: string; people?: (string)[]; } | { new: string; code?: string; people?: (string)[]; }))[]; } | { do: "dissolve"; unit: string; heir?: string; }))[]; }; }; } }; responses: { 200: Json<PlanPreview>; 201: Json<MadePlan>; 202: Json<BegunPlan>; } & Refused<400 | 401 | 403 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/people/plans": {
    post: { parameters: { header?: { "idempotency-key"?: string; prefer?: string; }; }; requestBody: { content: { "application/json": { effectiveOn?: string; dryRun?: boolean; reason?: string; request: ({ do: "appoint"; person: (string | { name: { family?: string; middle?: string; given: string; order?: "family-first" | "given-first"; }; birthDate?: (string | null); isNamesake?: boolean; }); posts: ({ unit: string; title: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; })[]; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; join?: (string)[]; address?: string; clashes?: "best" | "ask"; oldAddresses?: ("forever" | string); reason?: string; notify?: boolean; main?: boolean; addresses?: "keep" | "renew"; } | { do: "transfer"; person: string; posts: ({ unit: string; title: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; })[]; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; join?: (string)[]; address?: string; clashes?: "best" | "ask"; oldAddresses?: ("forever" | string); reason?: string; notify?: boolean; from?: (string)[]; autoReply?: (false | { contact?: string; until?: string; }); addresses?: "keep" | "renew"; } | { do: "leave"; person: string; reason?: string; notify?: boolean; receiveUntil?: string; keptDays?: number; lend?: { to: string; until: string; }; autoReply?: (false | { contact?: string; until?: string; }); } | { do: "suspend"; person: string; reason?: string; notify?: boolean; until?: string; } | { do: "return"; person: string; reason?: string; notify?: boolean; } | { do: "lend"; person: string; to: string; until: string; reason?: string; notify?: boolean; } | { do: "rename"; person: string; name: { family?: string; middle?: string; given: string; order?: "family-first" | "given-first"; }; address?: string; clashes?: "best" | "ask"; oldAddresses?: ("forever" | string); reason?: string; notify?: boolean; addresses?: "keep" | "renew"; }); }; } }; responses: { 200: Json<PlanPreview>; 201: Json<MadePlan>; 202: Json<BegunPlan>; } & Refused<400 | 401 | 403 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/plans": {
    get: { parameters: { query?: { state?: "planned" | "carried-out" | "cancelled"; limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (Plan)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/plans/{id}": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<PlanInFull>; 304: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/plans/{id}/minutes": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: { headers: { [name: string]: unknown }; content: { "application/pdf": string; } }; } & Refused<400 | 401 | 403 | 404 | 409 | 429> };
  };
  "/api/v1/plans/{id}/progress": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<Progress>; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/plans/{id}/carry-out": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; prefer?: string; }; path: { id: number; }; }; responses: { 200: Json<SettledPlan>; 202: Json<BegunSettling>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 422 | 429> };
  };
  "/api/v1/plans/{id}/cancel": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; responses: { 200: Json<SettledPlan>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 422 | 429> };
  };
  "/api/v1/plans/{id}/remake": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; responses: { 201: Json<MadePlan>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 422 | 429> };
  };
  "/api/v1/bulk/template": {
    get: { parameters: None; responses: { 200: { headers: { [name: string]: unknown }; content: { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string; } }; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/bulk": {
    get: { parameters: { query?: { limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (Batch)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { query?: { file?: string; effectiveOn?: string; encoding?: "utf-8" | "utf-16le" | "utf-16be" | "windows-1258" | "tcvn3" | "vni"; dryRun?: "true" | "false"; table?: "true" | "false"; quiet?: "true" | "false"; ask?: "true" | "false"; reason?: string; }; header?: { "idempotency-key"?: string; prefer?: string; }; }; requestBody: { content: { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string; "text/csv": string; "application/octet-stream": string; } }; responses: { 200: Json<BatchPreview>; 201: Json<MadePlan>; 202: Json<BegunPlan>; } & Refused<400 | 401 | 403 | 409 | 413 | 422 | 429> };
  };
  "/api/v1/bulk/{id}": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<BatchInFull>; 304: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/bulk/{id}/undo": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { dryRun?: boolean; }; } }; responses: { 200: Json<BatchUndone>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/requests": {
    get: { parameters: { query?: { unit?: number; state?: "in-review" | "endorsed" | "returned" | "gathered" | "carried-out" | "refused" | "withdrawn"; q?: string; waiting?: "me"; limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (Request)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "idempotency-key"?: string; }; }; requestBody: { content: { "application/json": NewRequest; } }; responses: { 200: Json<RequestPreview>; 201: Json<RequestDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/requests/template": {
    get: { parameters: None; responses: { 200: { headers: { [name: string]: unknown }; content: { "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string; } }; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/requests/read-file": {
    post: { parameters: None; requestBody: { content: { "application/json": { unit: number; file: string; }; } }; responses: { 200: Json<FiledLines>; } & Refused<400 | 401 | 403 | 413 | 415 | 429> };
  };
  "/api/v1/requests/{id}": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<RequestInFull>; 304: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/requests/{id}/steps": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<{ items: (PossibleStep)[]; }>; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/requests/gather": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; }; requestBody: { content: { "application/json": { requests: (number)[]; title?: string; }; } }; responses: { 201: Json<RequestDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/requests/{id}/return": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { reason: string; }; } }; responses: { 200: Json<RequestDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/requests/{id}/endorse": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody?: { content: { "application/json": { reason?: string; }; } }; responses: { 200: Json<RequestDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/requests/{id}/refuse": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { reason: string; }; } }; responses: { 200: Json<RequestDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/requests/{id}/withdraw": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody?: { content: { "application/json": { reason?: string; }; } }; responses: { 200: Json<RequestDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/requests/{id}/correct": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { changes: (({ do: "set"; number: number; line: ({ do: "recruit"; name: string; family?: string; givenFirst?: boolean; birthDate?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; address?: string; on?: string; reason?: string; isNamesake?: boolean; } | { do: "appoint"; person: string; called?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; main?: boolean; on?: string; reason?: string; } | { do: "transfer"; person: string; called?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; from?: string; address?: string; on?: string; reason?: string; } | { do: "relieve"; person: string; called?: string; from?: string; on?: string; reason?: string; } | { do: "leave"; person: string; called?: string; on?: string; reason?: string; } | { do: "suspend"; person: string; called?: string; on?: string; reason?: string; } | { do: "return"; person: string; called?: string; on?: string; reason?: string; } | { do: "rename"; person: string; name: string; family?: string; givenFirst?: boolean; on?: string; reason?: string; }); } | { do: "strike"; number: number; } | { do: "add"; line: ({ do: "recruit"; name: string; family?: string; givenFirst?: boolean; birthDate?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; address?: string; on?: string; reason?: string; isNamesake?: boolean; } | { do: "appoint"; person: string; called?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; main?: boolean; on?: string; reason?: string; } | { do: "transfer"; person: string; called?: string; unit: string; post: string; kind?: "head" | "deputy" | "clerk" | "staff"; capacity?: "full" | "acting" | "in-charge"; until?: string; ifHeaded?: "refuse" | "replace" | "deputy" | "beside"; from?: string; address?: string; on?: string; reason?: string; } | { do: "relieve"; person: string; called?: string; from?: string; on?: string; reason?: string; } | { do: "leave"; person: string; called?: string; on?: string; reason?: string; } | { do: "suspend"; person: string; called?: string; on?: string; reason?: string; } | { do: "return"; person: string; called?: string; on?: string; reason?: string; } | { do: "rename"; person: string; name: string; family?: string; givenFirst?: boolean; on?: string; reason?: string; }); }))[]; reason?: string; }; } }; responses: { 200: Json<RequestDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/requests/{id}/carry-out": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody?: { content: { "application/json": { partly?: boolean; refuse?: ({ number: number; reason: string; })[]; reason?: string; dryRun?: boolean; }; } }; responses: { 200: Json<RequestCarriedOut>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/duties": {
    get: { parameters: { query?: { unit?: number; from?: string; to?: string; }; }; responses: { 200: Json<DutyReport>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/units/{id}/duties": {
    get: { parameters: { query?: { from?: string; to?: string; }; path: { id: number; }; }; responses: { 200: Json<MailboxDuties>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/accounts/{id}/duty": {
    get: { parameters: { query?: { from?: string; to?: string; }; path: { id: number; }; }; responses: { 200: Json<AccountDuty>; 304: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/outages": {
    get: { parameters: { query?: { from?: string; to?: string; }; }; responses: { 200: Json<OutageReport>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "idempotency-key"?: string; }; }; requestBody: { content: { "application/json": { kind: "planned" | "unplanned"; beginsAt: string; endsAt: (string | null); note: string; }; } }; responses: { 201: Json<NotedOutage>; } & Refused<400 | 401 | 403 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/duties/today": {
    get: { parameters: None; responses: { 200: Json<OwnDuty>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/outages/end": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; }; requestBody: { content: { "application/json": { endsAt?: string; }; } }; responses: { 200: Json<NotedOutage>; } & Refused<400 | 401 | 403 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/calendar": {
    get: { parameters: { query: { year: number; }; }; responses: { 200: Json<Calendar>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "idempotency-key"?: string; }; }; requestBody: { content: { "application/json": { day: string; set: ({ isWorking: boolean; name: string; } | null); reason?: string; }; } }; responses: { 200: Json<CalendarDay>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/reports": {
    get: { parameters: { query?: { unit?: number; limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (Report)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "idempotency-key"?: string; }; }; requestBody: { content: { "application/json": { period: string; unitId?: number; number: string; issuedOn?: string; superior?: string; issuer?: string; place?: string; signerTitle?: string; signer?: string; recipients?: (string)[]; }; } }; responses: { 201: Json<Report>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/reports/draft": {
    get: { parameters: { query: { period: string; unit?: number; format?: "json" | "xlsx" | "pdf"; levels?: number; }; }; responses: { 200: { headers: { [name: string]: unknown }; content: { "application/json": ReportDraft; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string; "application/pdf": string; } }; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/reports/{id}": {
    get: { parameters: { query?: { format?: "json" | "xlsx" | "pdf"; levels?: number; }; path: { id: number; }; }; responses: { 200: { headers: { [name: string]: unknown }; content: { "application/json": ReportInFull; "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string; "application/pdf": string; } }; 304: Empty; } & Refused<400 | 401 | 403 | 404 | 409 | 429> };
  };
  "/api/v1/accounts/{id}/lock": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { reason?: string; }; } }; responses: { 200: Json<AccountState>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/accounts/{id}/unlock": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { reason?: string; }; } }; responses: { 200: Json<AccountState>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/accounts/{id}/quota": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { storageOctets?: number; messages?: (number | null); reason?: string; }; } }; responses: { 200: Json<Quota>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/accounts/{id}/reset-password": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { mustChange?: boolean; reason?: string; }; } }; responses: { 200: Json<PasswordReset>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/accounts/{id}/reset-second-factor": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { reason?: string; }; } }; responses: { 200: Json<SecondFactorReset>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/people/{id}/hold": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { reason: string; }; } }; responses: { 200: Json<LegalHold>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/people/{id}/release": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { reason: string; }; } }; responses: { 200: Json<LegalHold>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/accounts/{id}/delegations": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<{ items: (Delegation)[]; }>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { to: number; rights?: ("read" | "organise" | "delete" | "send-as" | "send-on-behalf" | "manage")[]; until?: string; reason?: string; }; } }; responses: { 201: Json<MadeDelegation>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/accounts/{id}/delegations/{delegationId}/end": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; delegationId: number; }; }; requestBody: { content: { "application/json": { reason?: string; }; } }; responses: { 200: Json<EndedDelegation>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/queue": {
    get: { parameters: { query?: { state?: "open" | "waiting" | "sending" | "held" | "delivered" | "failed"; domain?: string; sender?: string; limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (QueuedMessage)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/queue/{id}": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<QueuedMessage>; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/queue/{id}/retry": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; responses: { 200: Json<QueueActDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/queue/{id}/hold": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; responses: { 200: Json<QueueActDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/queue/{id}/release": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; responses: { 200: Json<QueueActDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/queue/{id}/cancel": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { quiet?: boolean; }; } }; responses: { 200: Json<QueueActDone>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/status": {
    get: { parameters: None; responses: { 200: Json<SystemStatus>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/events": {
    get: { parameters: None; responses: { 200: { headers: { [name: string]: unknown }; content: { "text/event-stream": string; } }; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/accounts/{id}/use": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<AccountUse>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/accounts/{id}/held-delegations": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<{ items: (HeldDelegation)[]; }>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/certificates": {
    get: { parameters: { query?: { account?: number; state?: "valid" | "to-hand-over" | "to-revoke" | "to-reissue" | "revoked" | "handed-over" | "replaced"; waiting?: "true" | "false"; expiring?: number; unit?: number; limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (Certificate)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "idempotency-key"?: string; }; }; requestBody: { content: { "application/json": { accountId: number; file: string; post?: { unitId: number; title: string; }; reason?: string; dryRun?: boolean; }; } }; responses: { 200: Json<AddedCertificate>; 201: Json<AddedCertificate>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/certificates/{id}": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<CertificateInFull>; 304: Empty; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/certificates/{id}/settle": {
    post: { parameters: { header?: { "idempotency-key"?: string; "if-match"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { as: "revoked" | "handed-over" | "reissued"; reason: string; }; } }; responses: { 200: Json<SettledCertificate>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/announcements/current": {
    get: { parameters: None; responses: { 200: Json<CurrentAnnouncements>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/session/announcements": {
    get: { parameters: { header?: { "x-congthu"?: string; }; }; responses: { 200: Json<CurrentAnnouncements>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/announcements": {
    get: { parameters: { query?: { limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (Announcement)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "idempotency-key"?: string; }; }; requestBody: { content: { "application/json": { kind: "maintenance" | "info" | "urgent"; title: string; body: string; titleEn: (string | null); bodyEn: (string | null); beginsAt: string; endsAt: string; unitId: (number | null); isPublic: boolean; }; } }; responses: { 201: Json<Announcement>; } & Refused<400 | 401 | 403 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/announcements/{id}": {
    get: { parameters: { path: { id: number; }; }; responses: { 200: Json<AnnouncementInFull>; } & Refused<400 | 401 | 403 | 404 | 429> };
    put: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { kind: "maintenance" | "info" | "urgent"; title: string; body: string; titleEn: (string | null); bodyEn: (string | null); beginsAt: string; endsAt: string; unitId: (number | null); isPublic: boolean; }; } }; responses: { 200: Json<Announcement>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/announcements/{id}/end": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { reason?: string; }; } }; responses: { 200: Json<Announcement>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/announcements/{id}/mail": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; responses: { 200: Json<MailedAnnouncement>; } & Refused<400 | 401 | 403 | 404 | 409 | 422 | 429> };
  };
  "/api/v1/settings": {
    get: { parameters: None; responses: { 200: Json<Settings>; } & Refused<400 | 401 | 403 | 429> };
    put: { parameters: { header: { "idempotency-key"?: string; "if-match": string; }; }; requestBody: { content: { "application/json": { changes?: ({ key: string; value: (string | number | boolean | ((string | number))[] | null); })[]; reason?: string; restore?: string; }; } }; responses: { 200: Json<SettingDifferences>; } & Refused<400 | 401 | 403 | 404 | 409 | 412 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/settings/preview": {
    post: { parameters: None; requestBody: { content: { "application/json": { changes?: ({ key: string; value: (string | number | boolean | ((string | number))[] | null); })[]; reason?: string; restore?: string; }; } }; responses: { 200: Json<SettingDifferences>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 429> };
  };
  "/api/v1/roles": {
    get: { parameters: { query?: { account?: number; all?: "true" | "false"; limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (Role)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
    post: { parameters: { header?: { "idempotency-key"?: string; }; }; requestBody: { content: { "application/json": { accountId: number; role: "operator" | "unit-administrator" | "auditor"; unitId?: number; from?: string; until?: string; reason?: string; }; } }; responses: { 201: Json<GivenRole>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/roles/{id}/revoke": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; requestBody: { content: { "application/json": { reason?: string; }; } }; responses: { 200: Json<RevokedRole>; } & Refused<400 | 401 | 403 | 404 | 409 | 413 | 415 | 422 | 429> };
  };
  "/api/v1/approvals": {
    get: { parameters: { query?: { all?: "true" | "false"; }; }; responses: { 200: Json<{ items: (Approval)[]; }>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/approvals/{id}/approve": {
    post: { parameters: { header?: { "idempotency-key"?: string; }; path: { id: number; }; }; responses: { 200: Json<Approved>; } & Refused<400 | 401 | 403 | 404 | 409 | 422 | 429> };
  };
  "/api/v1/audit": {
    get: { parameters: { query?: { person?: string; mailbox?: string; unit?: string; actor?: string; act?: string; plan?: number; from?: string; to?: string; limit?: number; cursor?: string; }; }; responses: { 200: Json<{ items: (AuditEntry)[]; next: (string | null); }>; } & Refused<400 | 401 | 403 | 429> };
  };
  "/api/v1/names/people": {
    get: { parameters: { query: { name: string; unit: string; born?: string; givenFirst?: "true" | "false"; }; }; responses: { 200: Json<ProposedNames>; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
  "/api/v1/names/units": {
    get: { parameters: { query: { name: string; kind: "province" | "agency" | "mass-organisation" | "office" | "district" | "commune"; parent?: string; formerParent?: string; code?: string; domain?: string; }; }; responses: { 200: Json<ProposedNames>; } & Refused<400 | 401 | 403 | 404 | 429> };
  };
}

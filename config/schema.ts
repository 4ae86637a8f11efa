import { z } from 'zod';
import { oidcSchema } from './oidc-schema.ts';

// Every key of congthu.yaml. config/congthu.example.yaml documents each; a test holds the two together.

const port = z.int().min(1).max(65_535);
const octets = z.int().min(1);
const filePath = z.string().min(1);
const hostName = z
  .string()
  .regex(/^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/, 'must be a host name in lower case');

const database = z
  .strictObject({
    url: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    ownerUrl: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
    osUser: z.string().min(1).optional(),
    poolPerWorker: z.int().min(2).max(50).default(8),
    maxConnections: z.int().min(20).max(2_000).optional(),
  })
  .refine((value) => (value.url === undefined) === (value.ownerUrl === undefined), 'url and ownerUrl are given together or not at all')
  .prefault({});

const tls = z
  .strictObject({ certificate: filePath.optional(), key: filePath.optional() })
  .refine(
    (value) => (value.certificate === undefined) === (value.key === undefined),
    'certificate and key are given together or not at all',
  )
  .prefault({});

const clamd = z
  .strictObject({
    host: z.string().min(1).optional(),
    port: port.default(3310),
    socket: filePath.optional(),
    timeoutSeconds: z.int().min(1).max(600).default(60),
  })
  .refine((value) => (value.host === undefined) !== (value.socket === undefined), 'give either host or socket');

const time = '([01][0-9]|2[0-3]):[0-5][0-9]';
const officeHours = z
  .array(z.string().regex(new RegExp(`^${time}-${time}$`), 'must be hours such as 07:30-11:30'))
  .min(1)
  .max(4)
  .refine(
    (hours) =>
      hours
        .join('-')
        .split('-')
        .every((at, index, all) => index === 0 || all[index - 1]! < at),
    'must go forward',
  );

const relay = z.strictObject({
  host: z.string().min(1),
  port: port.default(25),
  tls: z.enum(['none', 'opportunistic', 'required', 'implicit']).default('opportunistic'),
  user: z.string().optional(),
  password: z.string().optional(),
});

const dayParts = z
  .array(z.string().regex(/^([01]\d|2[0-3]):[03]0-(([01]\d|2[0-3]):[03]0|24:00)$/, 'must be two half hours such as 00:00-12:00'))
  .min(1)
  .max(4)
  .refine((parts) => parts.every((part) => part.slice(0, 5) < part.slice(6)), 'a part ends after it begins')
  .refine(
    (parts) => parts.every((part, index) => index === 0 || parts[index - 1]!.slice(6) <= part.slice(0, 5)),
    'one part after the other',
  );

const dayOfYear = z
  .string()
  .regex(/^\d\d-\d\d$/)
  .refine((text) => new Date(`2001-${text}T00:00:00Z`).toJSON()?.slice(5, 10) === text, 'must be a day of every year such as 06-30');
const letterheadText = z.string().trim().min(1).max(300);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time such as 10:30');

export const configSchema = z.strictObject({
  hostname: hostName.default('mail.localhost'),
  bind: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .min(1)
    .max(16)
    .default(['127.0.0.1', '::1']),
  portBase: z.int().min(0).max(64_000).default(10_000),
  dataDir: filePath.default('data'),
  province: filePath.default('config/provinces/bac-kan/province.yaml'),
  workers: z.union([z.literal('auto'), z.int().min(1).max(128)]).default('auto'),
  postmaster: z.email().optional(),
  database,
  tls,
  limits: z
    .strictObject({
      messageOctetsMax: octets.max(512 * 1024 * 1024).default(25 * 1024 * 1024),
      recipientsPerMessageMax: z.int().min(100).max(10_000).default(500),
      connectionsMax: z.int().min(10).max(100_000).default(10_000),
      connectionsPerAddressMax: z.int().min(1).max(100_000).default(200),
      connectionsPerAccountMax: z.int().min(1).max(10_000).default(50),
    })
    .prefault({}),
  smtp: z
    .strictObject({
      lineEndings: z.enum(['normalize', 'reject']).default('normalize'),
      lmtpFrom: z
        .array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()], 'must be an IP address or a network such as 10.0.0.0/8'))
        .default(['127.0.0.1', '::1']),
    })
    .prefault({}),
  audit: z.strictObject({ monthsKept: z.int().min(6).max(1200).default(12) }).prefault({}),
  imap: z.strictObject({ uidOnly: z.boolean().default(false) }).prefault({}),
  web: z
    .strictObject({
      idleMinutes: z.int().min(5).max(1_440).default(30),
      absoluteHours: z.int().min(1).max(168).default(12),
      secondFactorFor: z.enum(['administrators', 'everybody', 'nobody']).default('administrators'),
      oidc: oidcSchema.optional(),
    })
    .prefault({}),
  access: z.strictObject({ twoPeople: z.boolean().default(false) }).prefault({}),
  calendar: z
    .strictObject({
      weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]),
      officeHours: officeHours.default(['07:30-11:30', '13:00-17:00']),
    })
    .prefault({}),
  duties: z
    .strictObject({
      parts: dayParts.default(['00:00-12:00', '12:00-24:00']),
      remindAt: z.array(timeOfDay).max(8).default(['10:30', '15:30']),
      remindUnits: z.boolean().default(true),
      remindPeople: z.boolean().default(false),
    })
    .refine(
      ({ parts, remindAt }) => remindAt.every((at) => parts.some((part) => part.slice(0, 5) <= at && at < part.slice(6))),
      'every time of remindAt lies in one of the parts',
    )
    .prefault({}),
  passwords: z
    .strictObject({
      firstPasswordDays: z.int().min(0).max(365).default(7),
      maxAgeMonths: z.int().min(0).max(60).default(0),
      historyMax: z.int().min(1).max(10).default(3),
    })
    .prefault({}),
  accounts: z.strictObject({ idleLockMonths: z.int().min(0).max(60).default(6) }).prefault({}),
  autoReplies: z.strictObject({ outside: z.boolean().default(false) }).prefault({}),
  quotaWarnings: z.strictObject({ percents: z.array(z.int().min(1).max(99)).max(5).default([80, 95]) }).prefault({}),
  retention: z
    .strictObject({ deleteDue: z.enum(['by-hand', 'automatic']).default('by-hand'), unitKeptDays: z.int().min(1).max(3_653).default(90) })
    .prefault({}),
  portal: z.strictObject({ people: z.enum(['none', 'heads', 'all']).default('none') }).prefault({}),
  requests: z
    .strictObject({
      unitAboveWorkingDays: z.int().min(1).max(60).default(3),
      operatorWorkingDays: z.int().min(1).max(60).default(5),
      remindAt: timeOfDay.default('07:30'),
    })
    .prefault({}),
  reports: z
    .strictObject({
      halfYearEnds: z
        .tuple([dayOfYear, dayOfYear])
        .refine(([first, second]) => first < second, 'the first ends before the second')
        .default(['06-30', '12-31']),
      superior: letterheadText.optional(),
      issuer: letterheadText.optional(),
      place: letterheadText.optional(),
      signerTitle: letterheadText.optional(),
    })
    .prefault({}),
  scan: z.strictObject({ clamd: clamd.optional() }).prefault({}),
  relay: relay.optional(),
  directDelivery: z.boolean().default(false),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info') }).prefault({}),
});

export type Config = z.infer<typeof configSchema>;

import { z } from 'zod';
import { oidcSchema } from './oidc-schema.ts';
import * as own from './told-system.ts';
import * as work from './told-work.ts';

// Every key of congthu.yaml, its form and beside it what it is called and means (told.ts): config/congthu.example.yaml is made of both.

const port = z.int().min(1).max(65_535);
const octets = z.int().min(1);
const filePath = z.string().min(1);
const hostName = z
  .string()
  .regex(
    /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
    'phải là tên máy, chữ thường / must be a host name in lower case',
  );

const database = z
  .strictObject({
    url: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .meta(own.database.url),
    ownerUrl: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .meta(own.database.ownerUrl),
    osUser: z.string().min(1).optional().meta(own.database.osUser),
    poolPerWorker: z.int().min(2).max(50).default(8).meta(own.database.poolPerWorker),
    maxConnections: z.int().min(20).max(2_000).optional().meta(own.database.maxConnections),
  })
  .refine(
    (value) => (value.url === undefined) === (value.ownerUrl === undefined),
    'url và ownerUrl phải có cả hai hoặc không có cái nào / url and ownerUrl are given together or not at all',
  )
  .prefault({});

const tls = z
  .strictObject({ certificate: filePath.optional().meta(own.tls.certificate), key: filePath.optional().meta(own.tls.key) })
  .refine(
    (value) => (value.certificate === undefined) === (value.key === undefined),
    'certificate và key phải có cả hai hoặc không có cái nào / certificate and key are given together or not at all',
  )
  .prefault({});

const clamd = z
  .strictObject({
    host: z.string().min(1).optional().meta(own.scan.host),
    port: port.default(3310).meta(own.scan.port),
    socket: filePath.optional().meta(own.scan.socket),
    timeoutSeconds: z.int().min(1).max(600).default(60).meta(own.scan.timeoutSeconds),
  })
  .refine((value) => (value.host === undefined) !== (value.socket === undefined), 'chỉ ghi host hoặc socket / give either host or socket');

const time = '([01][0-9]|2[0-3]):[0-5][0-9]';
const officeHours = z
  .array(z.string().regex(new RegExp(`^${time}-${time}$`), 'phải là giờ như 07:30-11:30 / must be hours such as 07:30-11:30'))
  .min(1)
  .max(4)
  .refine(
    (hours) =>
      hours
        .join('-')
        .split('-')
        .every((at, index, all) => index === 0 || all[index - 1]! < at),
    'phải theo thứ tự tăng dần / must go forward',
  );

const relay = z.strictObject({
  host: z.string().min(1).meta(own.relay.host),
  port: port.default(25).meta(own.relay.port),
  tls: z.enum(['none', 'opportunistic', 'required', 'implicit']).default('opportunistic').meta(own.relay.tls),
  user: z.string().optional().meta(own.relay.user),
  password: z.string().optional().meta(own.relay.password),
});

const dayParts = z
  .array(
    z
      .string()
      .regex(
        /^([01]\d|2[0-3]):[03]0-(([01]\d|2[0-3]):[03]0|24:00)$/,
        'phải từ nửa giờ đến nửa giờ như 00:00-12:00 / must be two half hours such as 00:00-12:00',
      ),
  )
  .min(1)
  .max(4)
  .refine(
    (parts) => parts.every((part) => part.slice(0, 5) < part.slice(6)),
    'mỗi buổi phải kết thúc sau lúc bắt đầu / a part ends after it begins',
  )
  .refine(
    (parts) => parts.every((part, index) => index === 0 || parts[index - 1]!.slice(6) <= part.slice(0, 5)),
    'các buổi phải nối tiếp, không chồng nhau / one part after the other',
  );

const dayOfYear = z
  .string()
  .regex(/^\d\d-\d\d$/, 'phải có dạng MM-DD như 06-30 / must be MM-DD such as 06-30')
  .refine(
    (text) => new Date(`2001-${text}T00:00:00Z`).toJSON()?.slice(5, 10) === text,
    'phải là ngày có trong mọi năm như 06-30 / must be a day of every year such as 06-30',
  );
const letterheadText = z.string().trim().min(1).max(300);

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'phải là giờ như 10:30 / must be a time such as 10:30');

export const configSchema = z.strictObject({
  hostname: hostName.default('mail.localhost').meta(own.system.hostname),
  bind: z
    .array(z.union([z.ipv4(), z.ipv6()]))
    .min(1)
    .max(16)
    .default(['127.0.0.1', '::1'])
    .meta(own.system.bind),
  portBase: z.int().min(0).max(64_000).default(10_000).meta(own.system.portBase),
  dataDir: filePath.default('data').meta(own.system.dataDir),
  province: filePath.default('config/provinces/bac-kan/province.yaml').meta(own.system.province),
  workers: z
    .union([z.literal('auto'), z.int().min(1).max(128)])
    .default('auto')
    .meta(own.system.workers),
  postmaster: z.email().optional().meta(own.system.postmaster),
  database,
  tls,
  limits: z
    .strictObject({
      messageOctetsMax: octets
        .max(512 * 1024 * 1024)
        .default(25 * 1024 * 1024)
        .meta(own.limits.messageOctetsMax),
      recipientsPerMessageMax: z.int().min(100).max(10_000).default(500).meta(own.limits.recipientsPerMessageMax),
      connectionsMax: z.int().min(10).max(100_000).default(10_000).meta(own.limits.connectionsMax),
      connectionsPerAddressMax: z.int().min(1).max(100_000).default(200).meta(own.limits.connectionsPerAddressMax),
      connectionsPerAccountMax: z.int().min(1).max(10_000).default(50).meta(own.limits.connectionsPerAccountMax),
    })
    .prefault({}),
  smtp: z
    .strictObject({
      lineEndings: z.enum(['normalize', 'reject']).default('normalize').meta(own.smtp.lineEndings),
      lmtpFrom: z
        .array(
          z.union(
            [z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()],
            'phải là địa chỉ IP hay mạng như 10.0.0.0/8 / must be an IP address or a network such as 10.0.0.0/8',
          ),
        )
        .default(['127.0.0.1', '::1'])
        .meta(own.smtp.lmtpFrom),
    })
    .prefault({}),
  audit: z.strictObject({ monthsKept: z.int().min(6).max(1200).default(12).meta(work.audit.monthsKept) }).prefault({}),
  imap: z.strictObject({ uidOnly: z.boolean().default(false).meta(work.imap.uidOnly) }).prefault({}),
  web: z
    .strictObject({
      idleMinutes: z.int().min(5).max(1_440).default(30).meta(work.web.idleMinutes),
      absoluteHours: z.int().min(1).max(168).default(12).meta(work.web.absoluteHours),
      secondFactorFor: z.enum(['administrators', 'everybody', 'nobody']).default('administrators').meta(work.web.secondFactorFor),
      oidc: oidcSchema.optional(),
    })
    .prefault({}),
  access: z.strictObject({ twoPeople: z.boolean().default(false).meta(work.access.twoPeople) }).prefault({}),
  calendar: z
    .strictObject({
      weekdays: z.array(z.int().min(1).max(7)).min(1).max(7).default([1, 2, 3, 4, 5]).meta(work.calendar.weekdays),
      officeHours: officeHours.default(['07:30-11:30', '13:00-17:00']).meta(work.calendar.officeHours),
    })
    .prefault({}),
  duties: z
    .strictObject({
      parts: dayParts.default(['00:00-12:00', '12:00-24:00']).meta(work.duties.parts),
      remindAt: z.array(timeOfDay).max(8).default(['10:30', '15:30']).meta(work.duties.remindAt),
      remindUnits: z.boolean().default(true).meta(work.duties.remindUnits),
      remindPeople: z.boolean().default(false).meta(work.duties.remindPeople),
    })
    .refine(
      ({ parts, remindAt }) => remindAt.every((at) => parts.some((part) => part.slice(0, 5) <= at && at < part.slice(6))),
      'mỗi giờ nhắc phải nằm trong một buổi / every time of remindAt lies in one of the parts',
    )
    .prefault({}),
  passwords: z
    .strictObject({
      firstPasswordDays: z.int().min(0).max(365).default(7).meta(work.passwords.firstPasswordDays),
      maxAgeMonths: z.int().min(0).max(60).default(0).meta(work.passwords.maxAgeMonths),
      historyMax: z.int().min(1).max(10).default(3).meta(work.passwords.historyMax),
    })
    .prefault({}),
  accounts: z.strictObject({ idleLockMonths: z.int().min(0).max(60).default(6).meta(work.accounts.idleLockMonths) }).prefault({}),
  autoReplies: z.strictObject({ outside: z.boolean().default(false).meta(work.autoReplies.outside) }).prefault({}),
  quotaWarnings: z
    .strictObject({ percents: z.array(z.int().min(1).max(99)).max(5).default([80, 95]).meta(work.quotaWarnings.percents) })
    .prefault({}),
  retention: z
    .strictObject({
      deleteDue: z.enum(['by-hand', 'automatic']).default('by-hand').meta(work.retention.deleteDue),
      unitKeptDays: z.int().min(1).max(3_653).default(90).meta(work.retention.unitKeptDays),
    })
    .prefault({}),
  portal: z.strictObject({ people: z.enum(['none', 'heads', 'all']).default('none').meta(work.portal.people) }).prefault({}),
  requests: z
    .strictObject({
      unitAboveWorkingDays: z.int().min(1).max(60).default(3).meta(work.requests.unitAboveWorkingDays),
      operatorWorkingDays: z.int().min(1).max(60).default(5).meta(work.requests.operatorWorkingDays),
      remindAt: timeOfDay.default('07:30').meta(work.requests.remindAt),
    })
    .prefault({}),
  reports: z
    .strictObject({
      halfYearEnds: z
        .tuple([dayOfYear, dayOfYear])
        .refine(([first, second]) => first < second, 'ngày thứ nhất phải trước ngày thứ hai / the first ends before the second')
        .default(['06-30', '12-31'])
        .meta(work.reports.halfYearEnds),
      superior: letterheadText.optional().meta(work.reports.superior),
      issuer: letterheadText.optional().meta(work.reports.issuer),
      place: letterheadText.optional().meta(work.reports.place),
      signerTitle: letterheadText.optional().meta(work.reports.signerTitle),
    })
    .prefault({}),
  scan: z.strictObject({ clamd: clamd.optional() }).prefault({}),
  relay: relay.optional(),
  directDelivery: z.boolean().default(false).meta(own.system.directDelivery),
  log: z.strictObject({ level: z.enum(['debug', 'info', 'warn', 'error']).default('info').meta(own.log.level) }).prefault({}),
});

export type Config = z.infer<typeof configSchema>;

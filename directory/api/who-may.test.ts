import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { certificatePem } from '#directory/certificates/certificate.fixture.ts';
import type { PersonFacts } from '#directory/people/person-facts-sql.ts';
import { type ApiHouse, openApiHouse, overTls } from './api-house.fixture.ts';
import { type DescribedOperation, operationsOf } from './described-operations.fixture.ts';

// Every route of the OpenAPI document and everybody, about Sở Nội vụ and somebody in it. A route without a row fails.
const everybody = ['operator', 'auditor', 'administrator', 'head', 'elsewhere', 'otherHead', 'staff'] as const;
type Who = (typeof everybody)[number];
type Somebody = Awaited<ReturnType<ApiHouse['somebody']>>;

let api: ApiHouse;
let operations: readonly DescribedOperation[];
let who: Record<Who, Somebody>;
let target: PersonFacts;
const made = { plan: 0, batch: 0, request: 0, report: 0, role: 0, delegation: 0, certificate: 0, correction: 0 };

beforeAll(async () => {
  api = await openApiHouse();
  operations = await operationsOf(api);
  const { nv, yt } = api.house.units;
  who = {
    operator: await api.somebody('Hà Văn Sơn', 'operator'),
    auditor: await api.somebody('Lý Thị Mai', 'auditor'),
    administrator: await api.somebody('Đặng Thu Hà', 'unit-administrator', nv),
    head: await api.somebody('Ma Văn Tú'),
    elsewhere: await api.somebody('Lường Văn Yên', 'unit-administrator', yt, 'Sở Y tế'),
    otherHead: await api.somebody('Trần Văn Ánh', undefined, null, 'Sở Y tế'),
    staff: await api.somebody('Nguyễn Văn Anh'),
  };
  await api.directory.appoint(who.head.id, nv, 'head');
  await api.asOwner(`UPDATE post SET kind = 'head' FROM appointment WHERE post_id = post.id AND person_id = ${who.otherHead.id}`);
  target = await api.house.someone('Nông Thị Quế', 'Sở Nội vụ');
  await fill();
}, 60_000);
afterAll(() => api?.[Symbol.asyncDispose]());

/** One of each thing that has a number, of that unit and that person. */
async function fill(): Promise<void> {
  const { nv } = api.house.units;
  const idOf = async (path: string, body: unknown, by: Who = 'operator') => {
    const reply = await send(by, { method: 'post', path, body });
    if (reply.status >= 300) throw new Error(`${path}: ${await reply.text()}`);
    return ((await reply.json()) as { id: number }).id;
  };
  const request = { do: 'suspend', person: target.address, reason: 'đi học' };
  made.plan = await idOf('/people/plans', { request, effectiveOn: '2900-01-01' });
  made.batch = await idOf('/bulk?effectiveOn=2900-01-01&quiet=true', 'Họ và tên,Đơn vị,Chức vụ\nVi Thị Ngân,Sở Nội vụ,Chuyên viên\n');
  made.request = await idOf('/requests', asked(), 'administrator');
  made.report = await idOf('/reports', { ...report(), unitId: nv });
  made.role = await idOf('/roles', { accountId: target.accountId, role: 'unit-administrator', unitId: api.house.units.tochuc });
  const file = Buffer.from(certificatePem({ addresses: [target.address] })).toString('base64');
  made.certificate = await idOf('/certificates', { accountId: target.accountId, file });
  await idOf(`/accounts/${target.accountId}/delegations`, opening());
  const [grant] = await api.house.rows<{ id: number }>('SELECT id FROM access_grant WHERE target_account_id = $1', [target.accountId]);
  made.delegation = grant!.id;
  const [correction] = await api.house.rows<{ id: number }>(
    `INSERT INTO correction (account_id, field, present, wanted) VALUES ($1, 'name', 'Nông Thị Quế', 'Nông Thị Quê') RETURNING id`,
    [target.accountId],
  );
  made.correction = correction!.id;
}

const asked = () => ({ unit: api.house.units.nv, lines: [{ do: 'recruit', name: 'Bế Thị Sim', unit: 'Sở Nội vụ', post: 'Chuyên viên' }] });
const report = () => ({ period: '2020-01-01..2020-06-30', number: `${randomUUID().slice(0, 8)}/BC` });
const opening = () => ({
  to: who.auditor.accountId,
  until: new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10),
  reason: 'TTra',
});

interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
}
function send(by: Who | null, { method, path, body }: Sent): Promise<Response> {
  const isTable = typeof body === 'string';
  const headers = { 'idempotency-key': randomUUID(), ...(isTable ? { 'content-type': 'text/csv' } : {}) };
  return api.ask(path, {
    ...(by === null ? {} : { token: who[by].token }),
    method,
    headers,
    ...(method === 'get' ? {} : { body: body ?? {} }),
  });
}

/** `may`: who is not refused for who they are. `hangs`: for whom it hangs on how things stand. */
interface Row {
  readonly may: readonly Who[];
  readonly hangs?: readonly Who[];
  readonly path?: () => string;
  readonly body?: () => unknown;
}
const operator = ['operator'] as const;
const readers = ['operator', 'auditor'] as const;
const administrators = ['operator', 'administrator'] as const;
const officers = [...administrators, 'head'] as const;
const watchers = [...officers, 'auditor'] as const;
const accountReaders = [...administrators, 'auditor'] as const;

const onAccount =
  (end = '') =>
  () =>
    `/accounts/${target.accountId}${end}`;
const onPerson = (end: string) => () => `/people/${target.id}/${end}`;
const onRequest =
  (end = '') =>
  () =>
    `/requests/${made.request}${end}`;
const onPlan =
  (end = '') =>
  () =>
    `/plans/${made.plan}${end}`;
const onQueued =
  (end = '') =>
  () =>
    `/queue/999999${end}`;
const within = (path: string) => () => `${path}${path.includes('?') ? '&' : '?'}unit=${api.house.units.nv}`;
const why = () => ({ reason: 'QĐ 12' });
const step = (end: string, body: () => unknown = why): Row => ({ may: [], hangs: officers, path: onRequest(end), body });

const table: Readonly<Record<string, Row>> = {
  addressBook: { may: everybody },
  listUnits: { may: everybody },
  showUnit: { may: everybody, path: () => `/units/${api.house.units.nv}` },
  listPeople: { may: everybody },
  showPerson: { may: everybody, path: () => `/people/${target.id}` },
  listAccounts: { may: accountReaders, path: within('/accounts') },
  showAccount: { may: accountReaders, path: onAccount() },
  planUnits: { may: operator, body: () => ({ dryRun: true, request: { changes: [{ do: 'rename', unit: 'Sở Y tế', name: 'Sở Y' }] } }) },
  planPerson: { may: operator, body: () => ({ dryRun: true, request: { do: 'suspend', person: target.address } }) },
  listPlans: { may: readers },
  showPlan: { may: readers, path: onPlan() },
  showProgress: { may: readers, path: onPlan('/progress') },
  showMinutes: { may: readers, path: onPlan('/minutes') },
  carryOutPlan: { may: operator, path: onPlan('/carry-out') },
  cancelPlan: { may: operator, path: onPlan('/cancel') },
  remakePlan: { may: operator, path: onPlan('/remake') },
  bulkTemplate: { may: everybody },
  makeBatch: { may: operator, path: () => '/bulk?dryRun=true', body: () => 'Họ và tên,Đơn vị\n' },
  listBatches: { may: readers },
  showBatch: { may: readers, path: () => `/bulk/${made.batch}` },
  undoBatch: { may: operator, path: () => `/bulk/${made.batch}/undo`, body: () => ({ dryRun: true }) },
  listRequests: { may: watchers, path: within('/requests') },
  makeRequest: { may: officers, body: () => ({ ...asked(), dryRun: true }) },
  requestTemplate: { may: everybody },
  readRequestFile: { may: officers, body: () => ({ unit: api.house.units.nv, file: 'YQ==' }) },
  showRequest: { may: watchers, path: onRequest() },
  listRequestSteps: { may: watchers, path: onRequest('/steps') },
  gatherRequests: { may: [], hangs: officers, body: () => ({ requests: [made.request] }) },
  returnRequest: step('/return'),
  endorseRequest: step('/endorse'),
  refuseRequest: step('/refuse'),
  withdrawRequest: step('/withdraw'),
  correctRequest: step('/correct', () => ({ changes: [{ do: 'strike', number: 1 }] })),
  carryOutRequest: { may: operator, path: onRequest('/carry-out') },
  reportDuties: { may: watchers, path: within('/duties') },
  listUnitDuties: { may: watchers, path: () => `/units/${api.house.units.nv}/duties` },
  showDuty: { may: watchers, path: onAccount('/duty') },
  listOutages: { may: everybody },
  showOwnDuty: { may: everybody },
  noteOutage: { may: operator },
  endOutage: { may: operator },
  listReports: { may: watchers, path: within('/reports') },
  issueReport: { may: officers, body: () => ({ ...report(), unitId: api.house.units.nv }) },
  draftReport: { may: watchers, path: within('/reports/draft?period=2020-01-01..2020-06-30') },
  showReport: { may: watchers, path: () => `/reports/${made.report}` },
  lockAccount: { may: administrators, path: onAccount('/lock'), body: why },
  unlockAccount: { may: administrators, path: onAccount('/unlock'), body: why },
  setQuota: { may: operator, path: onAccount('/quota'), body: () => ({ messages: 9 }) },
  resetPassword: { may: administrators, path: onAccount('/reset-password') },
  resetSecondFactor: { may: administrators, path: onAccount('/reset-second-factor') },
  unlinkSso: { may: administrators, path: onAccount('/unlink-sso') },
  holdMailbox: { may: operator, path: onPerson('hold'), body: why },
  releaseMailbox: { may: operator, path: onPerson('release'), body: why },
  listDelegations: { may: accountReaders, path: onAccount('/delegations') },
  listHeldDelegations: { may: accountReaders, path: onAccount('/held-delegations') },
  showAccountUse: { may: accountReaders, path: onAccount('/use') },
  delegate: { may: operator, path: onAccount('/delegations'), body: opening },
  endDelegation: { may: operator, path: () => `/accounts/${target.accountId}/delegations/${made.delegation}/end` },
  listRoles: { may: accountReaders, path: () => `/roles?account=${target.accountId}` },
  giveRole: {
    may: administrators,
    body: () => ({ accountId: target.accountId, role: 'unit-administrator', unitId: api.house.units.nv }),
  },
  revokeRole: { may: administrators, path: () => `/roles/${made.role}/revoke` },
  listApprovals: { may: everybody },
  // Of whose there are none here: two-people.test.ts.
  approve: { may: everybody, path: () => '/approvals/999999/approve' },
  listAudit: { may: readers },
  showCalendar: { may: everybody, path: () => '/calendar?year=2030' },
  setCalendarDay: { may: operator, body: () => ({ day: '2030-03-04', set: { isWorking: false, name: 'Nghỉ bù' } }) },
  // Each those within their own reach.
  listCorrections: { may: [...administrators, 'elsewhere'] },
  answerCorrection: {
    may: [],
    hangs: administrators,
    path: () => `/corrections/${made.correction}/answer`,
    body: () => ({ outcome: 'carried-out' }),
  },
  listQueue: { may: operator },
  showQueued: { may: operator, path: onQueued() },
  retryQueued: { may: operator, path: onQueued('/retry') },
  holdQueued: { may: operator, path: onQueued('/hold') },
  releaseQueued: { may: operator, path: onQueued('/release') },
  cancelQueued: { may: operator, path: onQueued('/cancel') },
  showStatus: { may: readers },
  followEvents: { may: [...watchers, 'elsewhere', 'otherHead'] },
  currentAnnouncements: { may: everybody },
  listAnnouncements: { may: readers },
  showAnnouncement: { may: readers, path: () => '/announcements/999999' },
  makeAnnouncement: { may: operator },
  correctAnnouncement: { may: operator, path: () => '/announcements/999999' },
  endAnnouncement: { may: operator, path: () => '/announcements/999999/end' },
  mailAnnouncement: { may: operator, path: () => '/announcements/999999/mail' },
  showSettings: { may: readers },
  previewSettings: { may: operator, body: () => ({ changes: [{ key: 'web.idleMinutes', value: 45 }] }) },
  // Open to the operator: the tag is not that of the file.
  changeSettings: { may: operator, body: () => ({ changes: [{ key: 'web.idleMinutes', value: 45 }] }) },
  listCertificates: { may: watchers, path: () => `/certificates?account=${target.accountId}` },
  showCertificate: { may: watchers, path: () => `/certificates/${made.certificate}` },
  addCertificate: { may: operator, body: () => ({ accountId: target.accountId, file: 'AA==', dryRun: true }) },
  settleCertificate: { may: operator, path: () => '/certificates/999999/settle', body: () => ({ as: 'revoked', reason: 'QĐ 12' }) },
  proposePersonName: { may: administrators, path: () => '/names/people?name=Ma%20Thị%20Lan&unit=nv' },
  proposeUnitName: { may: administrators, path: () => '/names/units?name=Phòng%20Mới&kind=office&parent=nv' },
};

const sentTo = ({ method, path }: DescribedOperation, { path: given, body }: Row): Sent => ({
  method,
  path: given?.() ?? path,
  body: body?.(),
});

describe('every route', () => {
  it('has a row here', () => {
    expect(operations.filter(({ isOfWeb }) => !isOfWeb).map(({ operationId }) => operationId)).toEqual(
      expect.arrayContaining(Object.keys(table)),
    );
    expect(
      operations.filter(({ isOfWeb, operationId }) => !isOfWeb && !(operationId in table)).map(({ operationId }) => operationId),
    ).toEqual([]);
  });

  it('is closed to who has no token, to a token that went in the clear, and the web application’s own to any', async () => {
    for (const { method, path, operationId, isOfWeb } of operations.filter((one) => one.operationId !== 'signInWays')) {
      const to = path.replace(/\{\w+\}/g, '1');
      const asking = { method, ...(method === 'get' ? {} : { body: {} }) };
      expect([401, 403], operationId).toContain((await api.ask(to, asking)).status);
      const inTheClear = { ...overTls, secure: false };
      expect((await api.ask(to, { ...asking, token: who.operator.token, peer: inTheClear })).status, operationId).toBe(403);
      if (isOfWeb) expect((await api.ask(to, { ...asking, token: who.operator.token })).status, operationId).toBe(403);
    }
  });

  it('but for what stands on the buttons of the sign-in page', async () => {
    expect([
      await (await api.ask('/session/ways')).json(),
      (await api.ask('/session/ways', { peer: { ...overTls, secure: false } })).status,
    ]).toEqual([{ sso: null }, 403]);
  });

  // Whoever may not asks first: of a thing that is there still.
  it.each(Object.entries(table))('%s is refused to whoever may not, and tells them nothing', async (operationId, row) => {
    const operation = operations.find((one) => one.operationId === operationId)!;
    for (const by of everybody.filter((one) => !row.may.includes(one) && !row.hangs?.includes(one))) {
      const reply = await send(by, sentTo(operation, row));
      expect(reply.status, by).toBe(403);
      const said = await reply.text();
      for (const secret of [target.name, target.address, 'SELECT', 'constraint']) expect(said).not.toContain(secret);
    }
  });

  it.each(Object.entries(table))('%s is open to whoever may', async (operationId, row) => {
    const operation = operations.find((one) => one.operationId === operationId)!;
    for (const by of row.may) {
      const reply = await send(by, sentTo(operation, row));
      const { status } = reply;
      expect(status === 401 || status === 403 || status >= 500 ? `${status} ${await reply.text()}` : 'open', by).toBe('open');
    }
  });

  it('has left nothing of a token or password in the log', async () => {
    const log = JSON.stringify(api.logged);
    for (const { token } of Object.values(who)) expect(log).not.toContain(token.slice(17));
  });
});

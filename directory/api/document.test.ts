import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApiHouse, openApiHouse } from './api-house.fixture.ts';

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: object; readonly required?: boolean }[];
  readonly requestBody?: { readonly required?: boolean };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, { schema?: object }>> }>
  >;
}
interface Document {
  readonly openapi: string;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** Programs have tokens; what a person does with their own sign-in is for the web application, and to begin with takes no session. */
function securityOf(path: string, operationId = ''): readonly object[] {
  if (['signIn', 'proveSecondFactor', 'offerPasskeySignIn', 'signInByPasskey'].includes(operationId)) return [];
  if (['signIn', 'proveSecondFactor', 'publicAnnouncements'].includes(operationId)) return [];
  if (['signIn', 'proveSecondFactor', 'signInWays', 'beginSso', 'finishSso'].includes(operationId)) return [];
  return /^\/api\/v1\/(session|me)(\/|$)/.test(path) ? [{ session: [] }] : [{ token: [] }];
}

let api: ApiHouse;
let document: Document;
const operations = () =>
  Object.entries(document.paths).flatMap(([path, item]) => Object.entries(item).map(([method, one]) => ({ path, method, ...one })));

beforeAll(async () => {
  api = await openApiHouse();
  document = (await (await api.ask('/openapi.json')).json()) as Document;
});
afterAll(() => api?.[Symbol.asyncDispose]());

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 by its own schema, for whoever asks', async () => {
    const validator = new Validator();
    expect(await validator.validate(JSON.parse(JSON.stringify(document)))).toMatchObject({ valid: true });
    expect(validator.version).toBe('3.1');
  });

  it('has every endpoint under its address, and no other', () => {
    expect(operations().map(({ path, method }) => `${method} ${path}`)).toEqual([
      'post /api/v1/session',
      'get /api/v1/session',
      'delete /api/v1/session',
      'post /api/v1/session/second-factor',
      'post /api/v1/session/step-up',
      'get /api/v1/me/sessions',
      'delete /api/v1/me/sessions/{id}',
      'post /api/v1/me/sessions/end-others',
      'post /api/v1/me/password',
      'post /api/v1/me/totp',
      'delete /api/v1/me/totp',
      'post /api/v1/me/totp/confirm',
      'post /api/v1/me/recovery-codes',
      'get /api/v1/me/app-passwords',
      'post /api/v1/me/app-passwords',
      'delete /api/v1/me/app-passwords/{id}',
      'get /api/v1/me/mail-setup',
      'get /api/v1/me/mailboxes',
      'get /api/v1/me/mailboxes/{id}/app-passwords',
      'delete /api/v1/me/mailboxes/{id}/app-passwords/{appPassword}',
      'get /api/v1/me/sign-ins',
      'post /api/v1/me/data',
      'get /api/v1/me/corrections',
      'post /api/v1/me/corrections',
      'delete /api/v1/me/corrections/{id}',
      'get /api/v1/corrections',
      'post /api/v1/corrections/{id}/answer',
      'post /api/v1/session/passkey/options',
      'post /api/v1/session/passkey',
      'post /api/v1/session/step-up/passkey/options',
      'post /api/v1/session/step-up/passkey',
      'post /api/v1/me/passkeys/options',
      'post /api/v1/me/passkeys',
      'get /api/v1/me/passkeys',
      'put /api/v1/me/passkeys/{id}',
      'delete /api/v1/me/passkeys/{id}',
      'get /api/v1/session/ways',
      'post /api/v1/session/sso',
      'post /api/v1/session/sso/answer',
      'post /api/v1/session/step-up/sso',
      'post /api/v1/session/step-up/sso/answer',
      'get /api/v1/me/sso',
      'delete /api/v1/me/sso',
      'post /api/v1/accounts/{id}/unlink-sso',
      'get /api/v1/units',
      'get /api/v1/units/{id}',
      'get /api/v1/people',
      'get /api/v1/address-book.vcf',
      'get /api/v1/people/{id}',
      'get /api/v1/accounts',
      'get /api/v1/accounts/{id}',
      'post /api/v1/units/plans',
      'post /api/v1/people/plans',
      'get /api/v1/plans',
      'get /api/v1/plans/{id}',
      'get /api/v1/plans/{id}/minutes',
      'get /api/v1/plans/{id}/progress',
      'post /api/v1/plans/{id}/carry-out',
      'post /api/v1/plans/{id}/cancel',
      'post /api/v1/plans/{id}/remake',
      'get /api/v1/bulk/template',
      'post /api/v1/bulk',
      'get /api/v1/bulk',
      'get /api/v1/bulk/{id}',
      'post /api/v1/bulk/{id}/undo',
      'get /api/v1/requests',
      'post /api/v1/requests',
      'get /api/v1/requests/template',
      'post /api/v1/requests/read-file',
      'get /api/v1/requests/{id}',
      'get /api/v1/requests/{id}/steps',
      'post /api/v1/requests/gather',
      'post /api/v1/requests/{id}/return',
      'post /api/v1/requests/{id}/endorse',
      'post /api/v1/requests/{id}/refuse',
      'post /api/v1/requests/{id}/withdraw',
      'post /api/v1/requests/{id}/correct',
      'post /api/v1/requests/{id}/carry-out',
      'get /api/v1/duties',
      'get /api/v1/units/{id}/duties',
      'get /api/v1/accounts/{id}/duty',
      'get /api/v1/outages',
      'post /api/v1/outages',
      'get /api/v1/duties/today',
      'post /api/v1/outages/end',
      'get /api/v1/calendar',
      'post /api/v1/calendar',
      'get /api/v1/reports',
      'post /api/v1/reports',
      'get /api/v1/reports/draft',
      'get /api/v1/reports/{id}',
      'post /api/v1/accounts/{id}/lock',
      'post /api/v1/accounts/{id}/unlock',
      'post /api/v1/accounts/{id}/quota',
      'post /api/v1/accounts/{id}/reset-password',
      'post /api/v1/accounts/{id}/reset-second-factor',
      'post /api/v1/people/{id}/hold',
      'post /api/v1/people/{id}/release',
      'get /api/v1/accounts/{id}/delegations',
      'post /api/v1/accounts/{id}/delegations',
      'post /api/v1/accounts/{id}/delegations/{delegationId}/end',
      'get /api/v1/queue',
      'get /api/v1/queue/{id}',
      'post /api/v1/queue/{id}/retry',
      'post /api/v1/queue/{id}/hold',
      'post /api/v1/queue/{id}/release',
      'post /api/v1/queue/{id}/cancel',
      'get /api/v1/status',
      'get /api/v1/events',
      'get /api/v1/accounts/{id}/use',
      'get /api/v1/accounts/{id}/held-delegations',
      'get /api/v1/certificates',
      'post /api/v1/certificates',
      'get /api/v1/certificates/{id}',
      'post /api/v1/certificates/{id}/settle',
      'get /api/v1/announcements/current',
      'get /api/v1/session/announcements',
      'get /api/v1/announcements',
      'post /api/v1/announcements',
      'get /api/v1/announcements/{id}',
      'put /api/v1/announcements/{id}',
      'post /api/v1/announcements/{id}/end',
      'post /api/v1/announcements/{id}/mail',
      'get /api/v1/settings',
      'put /api/v1/settings',
      'post /api/v1/settings/preview',
      'get /api/v1/roles',
      'post /api/v1/roles',
      'post /api/v1/roles/{id}/revoke',
      'get /api/v1/approvals',
      'post /api/v1/approvals/{id}/approve',
      'get /api/v1/audit',
      'get /api/v1/names/people',
      'get /api/v1/names/units',
    ]);
  });

  it('says of each what it is, who may ask, what is given and how it is refused', () => {
    const known = document.tags.map(({ name }) => name);
    for (const { path, operationId, summary, tags, security, responses } of operations()) {
      expect(operationId, path).toMatch(/^[a-z][A-Za-z]+$/);
      expect(summary, path).toMatch(/^\S.+[^.]$/);
      expect(
        tags?.every((tag) => known.includes(tag)),
        path,
      ).toBe(true);
      expect(security, path).toEqual(securityOf(path, operationId));
      expect(Object.keys(responses), path).toEqual(expect.arrayContaining(['400', '401', '403', '429']));
      expect(
        Object.keys(responses).some((status) => status.startsWith('2')),
        path,
      ).toBe(true);
      for (const [status, { content }] of Object.entries(responses)) {
        // A file to be saved is given as what it is.
        const type = status.startsWith('2') ? (Object.keys(content ?? {})[0] ?? '') : 'application/problem+json';
        if (!['204', '304'].includes(status))
          expect(Object.keys(content?.[type]?.schema ?? {}).length, `${path} ${status}`).toBeGreaterThan(0);
      }
    }
    expect(new Set(operations().map(({ operationId }) => operationId)).size).toBe(operations().length);
  });

  it('names each parameter of a path, and a body wherever one is needed', () => {
    for (const { path, method, parameters = [], requestBody } of operations()) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      expect(parameters.filter((one) => one.in === 'path').map(({ name, required }) => required && name)).toEqual(inPath);
      for (const { name, schema } of parameters) expect(schema, `${path} ${name}`).toHaveProperty('type');
      const takesOne = /\/(?:units|people)\/plans$|\/(?:lock|unlock|quota|reset-password|hold|release|delegations|end|revoke|roles)$/.test(
        path,
      );
      // Mail in the queue is held by its number alone.
      if (method === 'post' && takesOne && !path.includes('/queue/')) expect(requestBody, path).toMatchObject({ required: true });
    }
  });

  it('leaves no reference open', () => {
    const written = JSON.stringify(document);
    const wanted = [...written.matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    const { components } = document as unknown as { components: { schemas: object } };
    expect(Object.keys(components.schemas)).toEqual(expect.arrayContaining(wanted));
    expect(wanted).toEqual(expect.arrayContaining(['Unit', 'Person', 'Account', 'Plan', 'Problem']));
  });
});

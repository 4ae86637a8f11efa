import { createHash } from 'node:crypto';
import { Hono } from 'hono';
import { etag } from 'hono/etag';
import { inTurns } from '#directory/lifecycle/in-turns.ts';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import type { PublishedPolicy } from '#directory/people/address-book.ts';
import type { BookPerson } from '#directory/people/address-book-sql.ts';
import type { VcardVersion } from '#directory/people/vcard.ts';
import type { HttpEnv } from '#io/http/http-app.ts';
import { refusalReply } from '#io/http/refusal-reply.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import type { Asset } from './assets.ts';
import { chooseLanguage } from './choose-language.ts';
import { keepFor } from './keep-for.ts';
import { portalLimits } from './limits.ts';
import { peopleCsv } from './people-csv.ts';
import { type PublishedOnPage, peopleByUnit } from './published-people.ts';
import { unitPage, unitPagePath } from './unit-page.ts';

export interface PeopleDeps {
  readonly provinceName: string;
  /** Which people are published. */
  readonly people: PublishedPolicy;
  /** Who may be published by that, of heads alone their posts as heads. */
  listPeople(policy: PublishedPolicy): Promise<readonly BookPerson[]>;
  /** The published directory as vCards. */
  addressBook(policy: PublishedPolicy, version: VcardVersion): AsyncIterable<string>;
}

/** What is read of the people at most once in a while: they are many, and anybody may ask. */
export function publishedOf(deps: PeopleDeps): () => Promise<PublishedOnPage> {
  const { people: policy } = deps;
  if (policy === 'none') return async () => ({ policy, byUnit: new Map() });
  return keepFor(portalLimits.publishedKeptMs, async () => ({
    policy,
    byUnit: await inTurns(peopleByUnit(await deps.listPeople(policy))),
  }));
}

interface Sources {
  readonly units: () => Promise<readonly ListedUnit[]>;
  readonly published: () => Promise<PublishedOnPage>;
  readonly assets: ReadonlyMap<string, Asset>;
}

/** People as far as they are published, and the address book. What is not published is not there (404). */
export function peopleRoutes(deps: PeopleDeps, { units, published, assets }: Sources): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const csv = keepFor(portalLimits.publishedKeptMs, async () => {
    const [list, { byUnit }] = await Promise.all([units(), published()]);
    return exported(Buffer.from(await inTurns(peopleCsv(list, byUnit))));
  });
  if (deps.people !== 'none')
    app.get('/danh-ba-can-bo.csv', etag(), async () =>
      download(await csv(), 'text/csv; charset=utf-8; header=present', 'danh-ba-can-bo.csv'),
    );
  if (deps.people === 'all') addUnitPage(app, deps, { units, published, assets });
  const books = { 4: bookOf(deps, '4'), 3: bookOf(deps, '3') };
  app.get('/danh-ba.vcf', etag(), async (context) => {
    const version = context.req.query('version') ?? '4';
    if (version !== '4' && version !== '3') return refusalReply(refusalInBoth('invalid', noSuchVersion));
    return download(await books[version](), 'text/vcard; charset=utf-8', 'danh-ba.vcf');
  });
  return app;
}

function addUnitPage(app: Hono<HttpEnv>, deps: PeopleDeps, { units, published, assets }: Sources): void {
  app.get(unitPagePath(':id{[1-9][0-9]{0,14}}'), etag(), async (context) => {
    const [list, { byUnit }] = await Promise.all([units(), published()]);
    const unit = list.find(({ id }) => id === Number(context.req.param('id')));
    const people = unit === undefined ? [] : (byUnit.get(unit.id) ?? []);
    const wanted = context.req.query('trang') ?? '1';
    const at = /^[1-9][0-9]{0,4}$/.test(wanted) ? Number(wanted) : 0;
    if (unit === undefined || at < 1 || (at - 1) * portalLimits.peopleOnPageMax >= Math.max(people.length, 1)) return context.notFound();
    const language = chooseLanguage(context.req.query('lang'));
    context.header('Cache-Control', 'no-cache');
    context.header('Content-Language', language);
    return context.html(unitPage({ assets, language, provinceName: deps.provinceName, unit, units: list, people, at }));
  });
}

interface Exported {
  readonly octets: Uint8Array<ArrayBuffer>;
  readonly tag: string;
}

/** Made piece by piece, so that mail is served meanwhile. */
function bookOf(deps: PeopleDeps, version: VcardVersion): () => Promise<Exported> {
  return keepFor(portalLimits.publishedKeptMs, async () => {
    const pieces: Buffer[] = [];
    for await (const piece of deps.addressBook(deps.people, version)) pieces.push(Buffer.from(piece));
    return exported(Buffer.concat(pieces));
  });
}

function exported(octets: Buffer<ArrayBuffer>): Exported {
  return { octets, tag: `"${createHash('sha256').update(octets).digest('hex').slice(0, 32)}"` };
}

function download({ octets, tag }: Exported, type: string, name: string): Response {
  const headers = {
    'Content-Type': type,
    'Content-Disposition': `attachment; filename="${name}"`,
    'Cache-Control': 'no-cache',
    ETag: tag,
  };
  return new Response(octets, { headers });
}

const noSuchVersion = { vi: 'Phiên bản vCard là 3 hoặc 4', en: 'The version of vCard is 3 or 4' };

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { phonePath } from '#directory/mail-setup/mail-setup.ts';
import type { HttpEnv } from '#io/http/http-app.ts';
import { refusalReply } from '#io/http/refusal-reply.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import type { Result } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import type { Asset } from './assets.ts';
import { chooseLanguage } from './choose-language.ts';
import { isFromElsewhere } from './is-from-elsewhere.ts';
import { portalLimits } from './limits.ts';
import { type PhonePage, phonePage } from './phone-page.ts';

export interface PhoneDeps {
  readonly provinceName: string;
  readCa(): Promise<string | null>;
  readonly phones: {
    isWaiting(id: string): Promise<boolean>;
    /** The profile, once; counts wrong codes. */
    fetchProfile(input: { id: string; code: string; peer: Peer }): Promise<Result<Buffer>>;
  };
}

const idShape = /^[A-Za-z0-9_-]{22}$/;
// What iPhones, iPads and Macs take for a profile and nothing else.
const profileType = 'application/x-apple-aspen-config';

/**
 * Where a phone fetches the profile that its owner's other screen shows as a QR code (docs/decisions/0027). The address is no secret: the code is
 * asked for, and is sent in a form. Opening the address spends nothing, so whatever looks at links beforehand takes nothing away.
 */
export function phoneRoutes(deps: PhoneDeps, assets: ReadonlyMap<string, Asset>): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const tooLarge = () => refusalReply(refusalInBoth('too-large', formTooLarge));
  app.get(`${phonePath}/:id`, async (context) => {
    if (!isPrivate(context.env.peer)) return refusalReply(refusalInBoth('forbidden', onlyPrivately));
    const id = context.req.param('id');
    const isWaiting = idShape.test(id) && (await deps.phones.isWaiting(id));
    return show(deps, assets, context, { id, language: chooseLanguage(context.req.query('lang')), state: isWaiting ? 'asking' : 'over' });
  });
  app.post(`${phonePath}/:id`, bodyLimit({ maxSize: portalLimits.formOctetsMax, onError: tooLarge }), async (context) => {
    if (!isPrivate(context.env.peer)) return refusalReply(refusalInBoth('forbidden', onlyPrivately));
    if (isFromElsewhere(context.req)) return refusalReply(refusalInBoth('forbidden', onlyFromHere));
    const form = await context.req.parseBody();
    const field = (name: string) => (typeof form[name] === 'string' ? form[name].slice(0, portalLimits.fieldCharactersMax) : '');
    const language = chooseLanguage(field('lang'));
    const id = context.req.param('id');
    if (!idShape.test(id)) return show(deps, assets, context, { id, language, state: 'over' });
    const fetched = await deps.phones.fetchProfile({ id, code: field('code'), peer: context.env.peer });
    if (!fetched.ok)
      return show(deps, assets, context, { id, language, state: fetched.refusal.kind === 'unauthenticated' ? 'wrong' : 'over' });
    context.header('Cache-Control', 'no-store');
    context.header('Content-Type', profileType);
    context.header('Content-Disposition', 'attachment; filename="thu-cong-vu.mobileconfig"');
    return context.body(new Uint8Array(fetched.value));
  });
  return app;
}

/** A password goes over no connection that somebody could listen to. */
const isPrivate = (peer: Peer) => peer.secure || peer.loopback;

const statuses = { asking: 200, wrong: 403, over: 404 } as const;

async function show(
  deps: PhoneDeps,
  assets: ReadonlyMap<string, Asset>,
  context: Context<HttpEnv>,
  shown: Pick<PhonePage, 'id' | 'language' | 'state'>,
) {
  context.header('Cache-Control', 'no-store');
  context.header('Content-Language', shown.language);
  context.status(statuses[shown.state]);
  const hasOwnCa = (await deps.readCa()) !== null;
  return context.html(phonePage({ ...shown, assets, hasOwnCa, provinceName: deps.provinceName }));
}

const formTooLarge = { vi: 'Biểu mẫu quá lớn', en: 'The form is too large' };
const onlyPrivately = { vi: 'Hồ sơ thư chỉ tải qua HTTPS', en: 'A mail profile is fetched over HTTPS only' };
const onlyFromHere = { vi: 'Biểu mẫu phải được gửi từ chính trang này', en: 'The form must be sent from its own page' };

import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { HttpEnv } from '#io/http/http-app.ts';
import { refusalReply, statusOf } from '#io/http/refusal-reply.ts';
import { refusalInBoth } from '#kernel/refusal.ts';
import type { Result } from '#kernel/result.ts';
import type { Peer } from '#kernel/session.ts';
import type { Asset } from './assets.ts';
import { type ChangePasswordPage, changePasswordPage, changePasswordPath } from './change-password-page.ts';
import { chooseLanguage } from './choose-language.ts';
import { isFromElsewhere } from './is-from-elsewhere.ts';
import { portalLimits } from './limits.ts';

export interface ChangePasswordDeps {
  readonly provinceName: string;
  readonly hostname: string;
  readonly ports: { readonly https: number };
  /** Counts and slows wrong passwords like every sign-in. */
  changePassword(input: { username: string; password: string; chosen: string; peer: Peer }): Promise<Result<void>>;
}

/** People change their own password here, also one that has expired; without it nobody could who has no administrator at hand (REQ-ACC-7). */
export function changePasswordRoutes(deps: ChangePasswordDeps, assets: ReadonlyMap<string, Asset>): Hono<HttpEnv> {
  const app = new Hono<HttpEnv>();
  const tooLarge = () => refusalReply(refusalInBoth('too-large', formTooLarge));
  app.get(changePasswordPath, (context) => {
    if (!isPrivate(context.env.peer)) return context.redirect(securely(deps, context.req.query('lang')));
    return show(deps, assets, context, { language: chooseLanguage(context.req.query('lang')), state: 'asking', username: '' });
  });
  app.post(changePasswordPath, bodyLimit({ maxSize: portalLimits.formOctetsMax, onError: tooLarge }), async (context) => {
    if (!isPrivate(context.env.peer)) return refusalReply(refusalInBoth('forbidden', onlyPrivately));
    if (isFromElsewhere(context.req)) return refusalReply(refusalInBoth('forbidden', onlyFromHere));
    const form = await readForm(context);
    const { language, username } = form;
    if (form.chosen !== form.again) return show(deps, assets, context, { language, state: 'differ', username });
    const changed = await deps.changePassword({ ...form, peer: context.env.peer });
    return show(deps, assets, context, { language, state: changed.ok ? 'done' : changed.refusal, username });
  });
  return app;
}

/** A password goes over no connection that somebody could listen to. */
const isPrivate = (peer: Peer) => peer.secure || peer.loopback;

function securely({ hostname, ports }: ChangePasswordDeps, lang: string | undefined): string {
  return `https://${hostname}${ports.https === 443 ? '' : `:${ports.https}`}${changePasswordPath}?lang=${chooseLanguage(lang)}`;
}

type Shown = Pick<ChangePasswordPage, 'language' | 'state' | 'username'>;

function show(deps: ChangePasswordDeps, assets: ReadonlyMap<string, Asset>, context: Context<HttpEnv>, shown: Shown) {
  const { state, language } = shown;
  context.header('Cache-Control', 'no-store');
  context.header('Content-Language', language);
  context.status(statusOfState(state));
  return context.html(changePasswordPage({ ...shown, assets, provinceName: deps.provinceName }));
}

function statusOfState(state: Shown['state']): ContentfulStatusCode {
  if (state === 'asking' || state === 'done') return 200;
  if (state === 'differ') return 400;
  // 401 would have the browser ask for a password of its own (RFC 9110 §15.5.2).
  return state.kind === 'unauthenticated' ? 403 : (statusOf(state.kind) as ContentfulStatusCode);
}

async function readForm(context: Context<HttpEnv>) {
  const form = await context.req.parseBody();
  const field = (name: string) => (typeof form[name] === 'string' ? form[name].slice(0, portalLimits.fieldCharactersMax) : '');
  return {
    language: chooseLanguage(field('lang')),
    username: field('username').trim(),
    password: field('password'),
    chosen: field('chosen'),
    again: field('again'),
  };
}

const formTooLarge = { vi: 'Biểu mẫu quá lớn', en: 'The form is too large' };
const onlyPrivately = { vi: 'Chỉ đổi mật khẩu qua HTTPS', en: 'A password is changed over HTTPS only' };
const onlyFromHere = { vi: 'Biểu mẫu phải được gửi từ chính trang này', en: 'The form must be sent from its own page' };

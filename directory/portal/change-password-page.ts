import { html } from 'hono/html';
import type { Refusal } from '#kernel/refusal.ts';
import type { Html } from './html.ts';
import { portalLimits } from './limits.ts';
import type { Page } from './page.ts';
import { bar, pageFrame } from './page-frame.ts';
import type { Wording } from './wording.ts';
import { wordings } from './wordings.ts';

export const changePasswordPath = '/doi-mat-khau';

export interface ChangePasswordPage extends Pick<Page, 'assets' | 'language' | 'provinceName'> {
  readonly state: 'asking' | 'done' | 'differ' | Refusal;
  /** As it was typed; passwords are never sent back. */
  readonly username: string;
}

export function changePasswordPage(page: ChangePasswordPage): Html {
  const wording = wordings[page.language];
  const { title, lead } = wording.changePassword;
  const banner = html`<header class="banner banner-slim">
<div class="page">
${bar(page, wording, `${changePasswordPath}?lang=${wording.otherLanguage.language}`)}
<h1><span class="province">${page.provinceName}</span>${title}</h1>
</div>
</header>`;
  const main = page.state === 'done' ? done(page, wording) : asking(page, wording);
  return pageFrame(page, { wording, title, description: lead, banner, main });
}

function done({ language }: ChangePasswordPage, { changePassword: words }: Wording): Html {
  return html`<section class="narrow">
<div class="card" role="status">
<h2>${words.done}</h2>
<p>${words.doneHint}</p>
<p><a href="/?lang=${language}">${words.back}</a></p>
</div>
</section>`;
}

function asking(page: ChangePasswordPage, { changePassword: words }: Wording): Html {
  const { language, username } = page;
  const problem = problemOf(page, words);
  return html`<section class="narrow">
<p class="about">${words.lead}</p>
${problem === null ? '' : html`<p class="problem" role="alert">${problem}</p>`}
<form class="card form" action="${changePasswordPath}" method="post">
<input type="hidden" name="lang" value="${language}">
<label for="username">${words.username}</label>
<input id="username" name="username" type="email" value="${username}" autocomplete="username" maxlength="${portalLimits.fieldCharactersMax}" spellcheck="false" autocapitalize="none" required>
${passwordField('password', words.password, 'current-password')}
${passwordField('chosen', words.chosen, 'new-password', words.hint)}
${passwordField('again', words.again, 'new-password')}
<button class="button" type="submit">${words.change}</button>
</form>
</section>`;
}

function passwordField(name: string, label: string, autocomplete: string, hint?: string): Html {
  const described = hint === undefined ? '' : html` aria-describedby="${name}-hint"`;
  return html`<label for="${name}">${label}</label>
${hint === undefined ? '' : html`<p class="hint" id="${name}-hint">${hint}</p>`}
<input id="${name}" name="${name}" type="password" autocomplete="${autocomplete}" maxlength="${portalLimits.fieldCharactersMax}"${described} required>`;
}

/** Who does not have the right password hears no more than that. */
function problemOf({ state, language }: ChangePasswordPage, words: Wording['changePassword']): string | null {
  if (state === 'asking' || state === 'done') return null;
  if (state === 'differ') return words.differ;
  if (state.kind === 'invalid' || state.kind === 'forbidden') return state.inBoth?.[language] ?? state.message;
  if (state.kind === 'unauthenticated') return words.wrong;
  return state.kind === 'throttled' ? words.throttled : words.notNow;
}

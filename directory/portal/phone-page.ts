import { html } from 'hono/html';
import { phonePath } from '#directory/mail-setup/mail-setup.ts';
import type { Html } from './html.ts';
import type { Page } from './page.ts';
import { bar, pageFrame } from './page-frame.ts';
import type { Wording } from './wording.ts';
import { wordings } from './wordings.ts';

export interface PhonePage extends Pick<Page, 'assets' | 'language' | 'provinceName'> {
  readonly id: string;
  readonly state: 'asking' | 'wrong' | 'over';
  /** The profile brings the local CA: the phone is told to trust it. */
  readonly hasOwnCa: boolean;
}

/** What a phone shows that opened a QR code: where the digits go that stand beside it. */
export function phonePage(page: PhonePage): Html {
  const wording = wordings[page.language];
  const { title, lead } = wording.phone;
  const banner = html`<header class="banner banner-slim">
<div class="page">
${bar(page, wording, `${phonePath}/${page.id}?lang=${wording.otherLanguage.language}`)}
<h1><span class="province">${page.provinceName}</span>${title}</h1>
</div>
</header>`;
  return pageFrame(page, {
    wording,
    title,
    description: lead,
    banner,
    main: page.state === 'over' ? over(wording) : asking(page, wording),
  });
}

function over({ phone }: Wording): Html {
  return html`<section class="narrow"><p class="problem" role="alert">${phone.over}</p></section>`;
}

function asking({ id, state, language, hasOwnCa }: PhonePage, { phone }: Wording): Html {
  return html`<section class="narrow">
<p class="about">${phone.lead}</p>
${state === 'wrong' ? html`<p class="problem" role="alert">${phone.wrong}</p>` : ''}
<form class="card form" action="${phonePath}/${id}" method="post">
<input type="hidden" name="lang" value="${language}">
<label for="code">${phone.code}</label>
<input id="code" name="code" inputmode="numeric" autocomplete="off" maxlength="9" required>
<button class="button" type="submit">${phone.fetch}</button>
<p class="hint">${phone.after}</p>
${hasOwnCa ? html`<p class="hint">${phone.trust}</p>` : ''}
</form>
</section>`;
}

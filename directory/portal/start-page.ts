import { html } from 'hono/html';
import { changePasswordPath } from './change-password-page.ts';
import type { Html } from './html.ts';
import type { Page } from './page.ts';
import { bar, pageFrame } from './page-frame.ts';
import { certificateSection, mailSection } from './setup-sections.ts';
import { unitsSection } from './units-section.ts';
import type { Wording } from './wording.ts';
import { wordings } from './wordings.ts';

export function startPage(page: Page): Html {
  const { language, query } = page;
  const wording = wordings[language];
  const main = html`${query === '' ? html`${mailSection(page, wording)}${certificateSection(page, wording)}` : ''}
${unitsSection(page, wording)}`;
  const title = `${query === '' ? '' : `${query} · `}${wording.title}`;
  return pageFrame(page, { wording, title, description: wording.lead, banner: banner(page, wording), main });
}

function banner(page: Page, wording: Wording): Html {
  const { provinceName, query, language } = page;
  const search = query === '' ? '' : `&q=${encodeURIComponent(query)}`;
  const { sections, changePassword } = wording;
  return html`<header class="banner${query === '' ? '' : ' banner-slim'}">
<div class="page">
${bar(page, wording, `/?lang=${wording.otherLanguage.language}${search}`)}
<h1><span class="province">${provinceName}</span>${wording.title}</h1>
${
  query === ''
    ? html`<p class="lead">${wording.lead}</p>
<nav aria-label="${sections.label}">
<a class="jump" href="#thiet-lap">${sections.mail}</a>
<a class="jump" href="#chung-thu">${sections.certificate}</a>
<a class="jump" href="#danh-ba">${sections.units}</a>
<a class="jump" href="/admin/">${sections.application}</a>
<a class="jump" href="${changePasswordPath}?lang=${language}">${changePassword.title}</a>
</nav>`
    : ''
}
</div>
</header>`;
}

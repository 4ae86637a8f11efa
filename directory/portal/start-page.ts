import { html, raw } from 'hono/html';
import { assetPath } from './assets.ts';
import type { Html } from './html.ts';
import type { Page } from './page.ts';
import { certificateSection, mailSection } from './setup-sections.ts';
import { unitsSection } from './units-section.ts';
import type { Wording } from './wording.ts';
import { wordings } from './wordings.ts';

export function startPage(page: Page): Html {
  const { assets, language, provinceName, query } = page;
  const wording = wordings[language];
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${query === '' ? '' : `${query} · `}${wording.title} · ${provinceName}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${wording.lead}">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#8f1a1d">
<link rel="icon" href="${assetPath(assets, 'favicon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetPath(assets, 'portal.css')}">
</head>
<body>
<a class="skip" href="#noi-dung">${wording.skip}</a>
${banner(page, wording)}
<main id="noi-dung" class="page">
${query === '' ? html`${mailSection(page, wording)}${certificateSection(page, wording)}` : ''}
${unitsSection(page, wording)}
</main>
<footer class="foot"><div class="page"><p>${wording.footer}</p><p>${provinceName}</p></div></footer>
</body>
</html>
`;
}

function banner({ assets, provinceName, query, language }: Page, wording: Wording): Html {
  const logo = raw(assets.get('logo.svg')!.body.toString('utf8'));
  const other = wording.otherLanguage;
  const search = query === '' ? '' : `&q=${encodeURIComponent(query)}`;
  const { sections } = wording;
  return html`<header class="banner${query === '' ? '' : ' banner-slim'}">
<div class="page">
<div class="bar">
<a class="brand" href="/?lang=${language}">${logo}</a>
<a class="language" href="/?lang=${other.language}${search}" lang="${other.language}" hreflang="${other.language}">${other.label}</a>
</div>
<h1><span class="province">${provinceName}</span>${wording.title}</h1>
${
  query === ''
    ? html`<p class="lead">${wording.lead}</p>
<nav aria-label="${sections.label}">
<a class="jump" href="#thiet-lap">${sections.mail}</a>
<a class="jump" href="#chung-thu">${sections.certificate}</a>
<a class="jump" href="#danh-ba">${sections.units}</a>
</nav>`
    : ''
}
</div>
</header>`;
}

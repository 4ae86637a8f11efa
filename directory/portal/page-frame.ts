import { html, raw } from 'hono/html';
import { assetPath } from './assets.ts';
import type { Html } from './html.ts';
import type { Page } from './page.ts';
import type { Wording } from './wording.ts';

interface Framed {
  readonly wording: Wording;
  /** Of the browser's window. */
  readonly title: string;
  readonly description: string;
  readonly banner: Html;
  readonly main: Html;
}

type Frame = Pick<Page, 'assets' | 'language' | 'provinceName'>;

/** A whole page: what is the same on all of them, around what is its own. */
export function pageFrame({ assets, language, provinceName }: Frame, { wording, title, description, banner, main }: Framed): Html {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${title} · ${provinceName}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="${description}">
<meta name="color-scheme" content="light dark">
<meta name="theme-color" content="#8f1a1d">
<meta name="referrer" content="same-origin">
<link rel="icon" href="${assetPath(assets, 'favicon.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetPath(assets, 'portal.css')}">
</head>
<body>
<a class="skip" href="#noi-dung">${wording.skip}</a>
${banner}
<main id="noi-dung" class="page">
${main}
</main>
<footer class="foot"><div class="page"><p>${wording.footer}</p><p>${provinceName}</p></div></footer>
</body>
</html>
`;
}

/** The line with the mark and the other language; `otherPath` is this page in that one. */
export function bar({ assets, language }: Frame, wording: Wording, otherPath: string): Html {
  const logo = raw(assets.get('logo.svg')!.body.toString('utf8'));
  const other = wording.otherLanguage;
  return html`<div class="bar">
<a class="brand" href="/?lang=${language}">${logo}</a>
<a class="language" href="${otherPath}" lang="${other.language}" hreflang="${other.language}">${other.label}</a>
</div>`;
}

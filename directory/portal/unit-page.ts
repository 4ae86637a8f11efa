import { html } from 'hono/html';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import { pathOf } from '#directory/org/unit-path.ts';
import type { Html } from './html.ts';
import { portalLimits } from './limits.ts';
import type { Page } from './page.ts';
import { bar, pageFrame } from './page-frame.ts';
import { peopleList } from './people-list.ts';
import type { PublishedPerson } from './published-people.ts';
import type { Wording } from './wording.ts';
import { wordings } from './wordings.ts';

export const unitPagePath = (id: number | string) => `/don-vi/${id}`;

export interface UnitPage extends Pick<Page, 'assets' | 'language' | 'provinceName' | 'units'> {
  readonly unit: ListedUnit;
  readonly people: readonly PublishedPerson[];
  /** Which page of them, from 1. */
  readonly at: number;
}

/** A unit with its people, some at a time: the largest has more than one page should carry. */
export function unitPage(page: UnitPage): Html {
  const wording = wordings[page.language];
  const { unit, provinceName } = page;
  const above = pathOf(unit, new Map(page.units.map((one) => [one.id, one])));
  const banner = html`<header class="banner banner-slim">
<div class="page">
${bar(page, wording, `${unitPagePath(unit.id)}?lang=${wording.otherLanguage.language}&trang=${page.at}`)}
<h1><span class="province">${[provinceName, ...above.toReversed()].join(' · ')}</span>${unit.name}</h1>
</div>
</header>`;
  return pageFrame(page, { wording, title: unit.name, description: wording.lead, banner, main: section(page, wording) });
}

function section({ unit, people, at, language }: UnitPage, wording: Wording): Html {
  const { peopleOnPageMax } = portalLimits;
  const from = (at - 1) * peopleOnPageMax;
  const { people: words } = wording;
  return html`<section aria-labelledby="can-bo">
<div class="heading">
<h2 id="can-bo">${words.title}</h2>
<p class="count">${words.count(people.length)}</p>
</div>
${unit.address === null ? '' : html`<p class="about"><a class="address" href="mailto:${encodeURI(unit.address)}">${unit.address}</a></p>`}
${people.length === 0 ? html`<p class="about">${words.nobody}</p>` : peopleList(people.slice(from, from + peopleOnPageMax))}
<p class="exports">${at > 1 ? html`<a href="${unitPagePath(unit.id)}?lang=${language}&amp;trang=${at - 1}" rel="prev">${words.previous}</a> ` : ''}${
    from + peopleOnPageMax < people.length
      ? html`<a href="${unitPagePath(unit.id)}?lang=${language}&amp;trang=${at + 1}" rel="next">${words.next}</a> `
      : ''
  }<a href="/?lang=${language}#danh-ba">${wording.units.clear}</a></p>
</section>
`;
}

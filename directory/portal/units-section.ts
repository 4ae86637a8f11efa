import { html } from 'hono/html';
import { unitKinds } from '#directory/naming/unit-kind.ts';
import type { ListedUnit } from '#directory/org/unit-list-sql.ts';
import { pathOf } from '#directory/org/unit-path.ts';
import type { UnitId } from '#kernel/ids.ts';
import { findUnits } from './find-units.ts';
import type { Html } from './html.ts';
import { portalLimits } from './limits.ts';
import type { Page } from './page.ts';
import { peopleList } from './people-list.ts';
import { unitPagePath } from './unit-page.ts';
import { type UnitNode, unitTree } from './unit-tree.ts';
import type { Wording } from './wording.ts';

/** The published directory: all of it as a tree, or what a search found. */
export function unitsSection(page: Page, wording: Wording): Html {
  const { units, sections } = wording;
  return html`<section id="danh-ba" aria-labelledby="danh-ba-ten">
<div class="heading">
<h2 id="danh-ba-ten">${sections.units}</h2>
<p class="count">${units.count(page.units.length)}</p>
</div>
${searchForm(page, wording)}
${page.query === '' ? browse(page, wording) : results(page, wording)}
<div class="publication">
<p>${units.policy[page.published.policy]}</p>
<p class="exports"><span>${units.exports}</span> <a href="/danh-ba.csv" download>${units.csv}</a> <a href="/danh-ba.json">${units.json}</a>${
    page.published.policy === 'none' ? '' : html` <a href="/danh-ba-can-bo.csv" download>${units.peopleCsv}</a>`
  } <a href="/danh-ba.vcf" download>${units.vcard}</a> <a href="/danh-ba.vcf?version=3" download>${units.vcardForOutlook}</a></p>
<p class="hint">${units.vcardHelp}</p>
</div>
</section>
`;
}

function searchForm({ language, query }: Page, { units }: Wording): Html {
  return html`<form class="search" role="search" action="/" method="get">
<input type="hidden" name="lang" value="${language}">
<label for="q">${units.searchLabel}</label>
<div class="field">
<input id="q" name="q" type="search" value="${query}" placeholder="${units.searchHint}" maxlength="${portalLimits.queryCharactersMax}" autocomplete="off" spellcheck="false" required>
<button class="button" type="submit">${units.search}</button>
</div>
</form>`;
}

function results(page: Page, wording: Wording): Html {
  const { units, query, language } = page;
  const found = findUnits(units, query);
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  return html`<div class="results">
<p class="found" role="status">${wording.units.found(found.length, query)}. <a href="/?lang=${language}#danh-ba">${wording.units.clear}</a></p>
${found.length === 0 ? html`<p class="about">${wording.units.foundNone}</p>` : html`<ul class="units">${found.map((unit) => html`<li class="unit">${aboutUnit(page, wording, unit, pathOf(unit, byId).join(', '))}</li>`)}</ul>`}
</div>`;
}

function browse(page: Page, wording: Wording): Html {
  const roots = unitTree(page.units);
  return html`${roots.map(
    (root) => html`<div class="unit unit-root">${aboutUnit(page, wording, root.unit)}</div>
${groups(page, root.children, wording)}`,
  )}`;
}

function groups(page: Page, nodes: readonly UnitNode[], wording: Wording): Html {
  const present = unitKinds
    .map((kind) => ({ kind, members: nodes.filter(({ unit }) => unit.kind === kind) }))
    .filter(({ members }) => members.length > 0);
  return html`${present.map(
    ({ kind, members }) => html`<h3 class="group">${wording.units.groups[kind]} <span class="count">${members.length}</span></h3>
<ul class="units">${members.map(
      (node) => html`<li class="unit">${branch(page, node, wording)}</li>
`,
    )}</ul>
`,
  )}`;
}

function branch(page: Page, { unit, children }: UnitNode, wording: Wording): Html {
  const about = aboutUnit(page, wording, unit);
  if (children.length === 0) return about;
  return html`${about}
<details><summary>${wording.units.below(unit.kind, children.length)}</summary>
<ul>${children.map(
    (child) => html`<li class="unit">${branch(page, child, wording)}</li>
`,
  )}</ul></details>`;
}

function aboutUnit(page: Page, wording: Wording, { id, name, address }: ListedUnit, path = ''): Html {
  const { units } = wording;
  return html`<p class="name">${name}${path === '' ? '' : html` <span class="path">${path}</span>`}</p>
${address === null ? html`<p class="none">${units.noMailbox}</p>` : html`<p><a class="address" href="mailto:${encodeURI(address)}">${address}</a></p>`}${peopleOf(page, wording, id)}`;
}

/** Heads, of which a unit has few; where there are others, all stand on the unit's own page, so that this one stays light for a province of 10,000. */
function peopleOf({ published, language }: Page, { people: words }: Wording, id: UnitId): Html | string {
  const people = published.byUnit.get(id) ?? [];
  if (people.length === 0) return '';
  const heads = people.filter(({ kind }) => kind === 'head');
  return html`${heads.length === 0 ? '' : peopleList(heads)}${
    published.policy === 'all' && people.length > heads.length
      ? html`<p class="all"><a href="${unitPagePath(id)}?lang=${language}">${words.all(people.length)}</a></p>`
      : ''
  }`;
}

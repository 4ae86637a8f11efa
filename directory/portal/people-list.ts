import { html } from 'hono/html';
import type { Html } from './html.ts';
import type { PublishedPerson } from './published-people.ts';

/** People under their unit: post, name and address, and nothing else. */
export function peopleList(people: readonly PublishedPerson[]): Html {
  return html`<ul class="people">${people.map(
    ({ name, post, address }) => html`<li><span class="post">${post}</span> <span class="holder">${name}</span>${
      address === '' ? '' : html` <a class="address" href="mailto:${encodeURI(address)}">${address}</a>`
    }</li>
`,
  )}</ul>`;
}

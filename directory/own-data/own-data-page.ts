import { html } from 'hono/html';
import { sentenceOf } from '#directory/audit/describe-entry.ts';
import type { OwnData } from './own-data.ts';
import type { OwnRows } from './own-data-sql.ts';
import { ownDataWords as words } from './own-data-words.ts';

type Html = ReturnType<typeof html>;
type Row = OwnRows['rows'][number];

/** The export as a page that any browser shows without a network: no script, nothing fetched, every value escaped. */
export async function ownDataPage(data: OwnData): Promise<string> {
  const { lists, person, delegations, signIns } = data;
  const page = html`<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${words.title}: ${data.name}</title>
<style>
body { font: 16px/1.6 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
table { border-collapse: collapse; width: 100%; font-size: .9rem }
th, td { text-align: left; vertical-align: top; padding: .3rem .6rem; border-bottom: 1px solid #ddd; overflow-wrap: anywhere }
.table { overflow-x: auto }
.note { color: #555 }
</style>
</head>
<body>
<h1>${words.title}</h1>
<p><strong>${data.name}</strong>, ${data.address}. ${words.madeAt} ${data.madeAt}.</p>
${words.notes.map((note) => html`<p class="note">${note}</p>`)}
<h2>${words.sections.person}</h2>
${facts(person)}
<h2>${words.sections.onMine}</h2>
${table({ rows: delegations.onMine as readonly Row[], isCut: false })}
<h2>${words.sections.ofMine}</h2>
${table({ rows: delegations.ofMine as readonly Row[], isCut: false })}
<h2>${words.sections.signIns}</h2>
${table(signIns)}
${Object.entries(lists).map(
  ([list, rows]) => html`<h2>${words.sections[list as keyof typeof lists]}</h2>
${table(list === 'audit' ? { ...rows, rows: rows.rows.map(told) } : rows)}
`,
)}
</body>
</html>
`;
  return String(await page);
}

/** An entry in words, before what it was made of. */
function told({ act, target, ...rest }: Row): Row {
  const { vi, en } = sentenceOf({ act: String(act), ...(typeof target === 'string' ? { target } : {}) });
  return { what: `${vi} / ${en}`, ...rest };
}

function table({ rows, isCut }: OwnRows): Html {
  if (rows.length === 0) return html`<p class="note">${words.nothing}</p>`;
  const columns = Object.keys(rows[0] ?? {});
  return html`${isCut ? html`<p class="note">${words.cut(rows.length)}</p>` : ''}
<div class="table"><table>
<thead><tr>${columns.map((column) => html`<th scope="col">${words.columns[column] ?? column}</th>`)}</tr></thead>
<tbody>${rows.map(
    (row) => html`<tr>${columns.map((column) => html`<td>${shown(row[column])}</td>`)}</tr>
`,
  )}</tbody>
</table></div>`;
}

function facts(person: Row): Html {
  return html`<div class="table"><table><tbody>${Object.entries(person).map(
    ([name, value]) => html`<tr><th scope="row">${words.columns[name] ?? name}</th><td>${shown(value)}</td></tr>
`,
  )}</tbody></table></div>`;
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(shown).join('; ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .filter(([, one]) => one !== null)
    .map(([name, one]) => `${words.columns[name] ?? name}: ${shown(one)}`)
    .join(', ');
}

import { html } from 'hono/html';
import { type MailProgram, mailPrograms } from '#directory/access/mail-programs.ts';
import { caFingerprint } from '#directory/mail-setup/ca-fingerprint.ts';
import { type Step, stepsOf } from '#directory/mail-setup/setup-steps.ts';
import type { Html } from './html.ts';
import type { Page } from './page.ts';
import type { Wording } from './wording.ts';

/** How a mail client is connected. */
export function mailSection({ hostname, ports, language }: Page, wording: Wording): Html {
  const { mail, sections } = wording;
  // RFC 8314 §3: TLS from the first octet before STARTTLS.
  const rows = [
    { use: mail.receive, protocol: 'IMAP', port: ports.imaps, security: 'SSL/TLS', recommended: true },
    { use: mail.receive, protocol: 'IMAP', port: ports.imap, security: 'STARTTLS', recommended: false },
    { use: mail.send, protocol: 'SMTP', port: ports.submissions, security: 'SSL/TLS', recommended: true },
    { use: mail.send, protocol: 'SMTP', port: ports.submission, security: 'STARTTLS', recommended: false },
  ];
  const { columns } = mail;
  const server = { hostname, imaps: ports.imaps, submissions: ports.submissions };
  const programs = (program: MailProgram) => stepsOf(program, server, language).map(stepHtml);
  return html`<section id="thiet-lap" aria-labelledby="thiet-lap-ten">
<h2 id="thiet-lap-ten">${sections.mail}</h2>
<p class="about">${mail.lead}</p>
<div class="columns">
<div class="card">
<table class="settings">
<thead><tr><th scope="col">${columns.use}</th><th scope="col">${columns.server}</th><th scope="col">${columns.port}</th><th scope="col">${columns.security}</th></tr></thead>
<tbody>
${rows.map(
  (row) => html`<tr${row.recommended ? html` class="recommended"` : ''}>
<th scope="row">${row.use} <span class="protocol">${row.protocol}</span>${row.recommended ? html` <span class="tag">${mail.recommended}</span>` : ''}</th>
<td data-label="${columns.server}"><code>${hostname}</code></td>
<td data-label="${columns.port}"><code>${row.port}</code></td>
<td data-label="${columns.security}">${row.security}</td>
</tr>
`,
)}</tbody>
</table>
<dl class="credentials">
<div><dt>${mail.userName}</dt><dd>${mail.userNameValue}</dd></div>
<div><dt>${mail.password}</dt><dd>${mail.passwordValue}</dd></div>
</dl>
<p class="hint">${mail.startTls}</p>
<p class="hint">${mail.appPassword}</p>
<p class="hint">${mail.unitMailbox}</p>
</div>
<div class="card">
<h3>${mail.stepsTitle}</h3>
${steps(programs('thunderbird'))}
${mailPrograms
  .filter((program) => program !== 'thunderbird' && program !== 'other')
  .map((program) => html`<details id="${program}"><summary>${mail.programs[program]}</summary>${steps(programs(program))}</details>`)}
</div>
</div>
</section>
`;
}

/** The local CA's certificate, or why none is needed. */
export function certificateSection({ ca }: Page, wording: Wording): Html {
  const { certificate, sections } = wording;
  return html`<section id="chung-thu" aria-labelledby="chung-thu-ten">
<h2 id="chung-thu-ten">${sections.certificate}</h2>
${ca === null ? html`<p class="about">${certificate.notNeeded}</p>` : certificateCards(ca, wording)}
</section>
`;
}

function certificateCards(ca: string, { certificate }: Wording): Html {
  return html`<p class="about">${certificate.needed}</p>
<div class="columns">
<div class="card">
<h3>${certificate.fingerprint}</h3>
<p class="fingerprint"><code>${caFingerprint(ca)}</code></p>
<p>${certificate.compare}</p>
<p><a class="button" href="/ca.pem" download>${certificate.download} <span class="file">ca.pem</span></a></p>
</div>
<div class="card">
<h3>${certificate.stepsTitle}</h3>
${steps(certificate.steps)}
</div>
</div>`;
}

function steps(items: readonly Html[]): Html {
  return html`<ol class="steps">${items.map((item) => html`<li><span>${item}</span></li>`)}</ol>`;
}

/** Menus bold, what is typed in as code; the rest is escaped words. */
function stepHtml(step: Step): Html {
  return html`${step.map(({ as, text }) => (as === 'menu' ? html`<b>${text}</b>` : as === 'value' ? html`<code>${text}</code>` : text))}`;
}

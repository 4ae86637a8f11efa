import { Alert, List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { RequestInFull } from '../api/api-contract.ts';
import { unitsQuery } from '../api/queries.ts';
import { dayText } from '../i18n/formats.ts';
import { useLanguage } from '../i18n/language.tsx';
import { Address } from '../shared/address.tsx';
import { PageLink } from '../shared/links.tsx';
import type { RequestLine } from './line-fields.ts';
import { LineStateBadge } from './request-badges.tsx';
import { askedText, whoText } from './request-text.ts';
import classes from './requests.module.css';

type KeptLine = RequestInFull['lines'][number];

/** What is asked for each person, and what became of it. */
export function RequestLines({ request }: { readonly request: Pick<RequestInFull, 'lines'> }) {
  return (
    <ul className={classes.list}>
      {request.lines.map((line) => (
        <LineRow key={line.number} line={line} />
      ))}
    </ul>
  );
}

interface SummaryProps {
  readonly number: number;
  readonly asked: RequestLine;
  readonly isStruck?: boolean;
}

/** The first words of a line: which, what, who. */
export function LineSummary({ number, asked, isStruck = false }: SummaryProps) {
  const { wording } = useLanguage();
  const { data: units = [] } = useQuery(unitsQuery);
  return (
    <>
      <Text span size="sm" className={classes.number} ta="right" aria-label={wording.requests.lineNumber(number)}>
        {number}
      </Text>
      <div className={classes.main}>
        <Text size="sm" fw={600} {...(isStruck ? { className: classes.struck!, c: 'dimmed' } : {})}>
          {wording.lineEvents[asked.do]}: {whoText(asked)}
        </Text>
        <Text size="sm" c={isStruck ? 'dimmed' : ''}>
          {askedText(asked, units, wording)}
        </Text>
      </div>
    </>
  );
}

function LineRow({ line }: { readonly line: KeptLine }) {
  const { wording } = useLanguage();
  const { requests: words } = wording;
  return (
    <li className={classes.row}>
      <LineSummary number={line.number} asked={line.asked as RequestLine} isStruck={line.state === 'struck'} />
      <div className={classes.aside}>
        <LineStateBadge state={line.state} />
        {line.from && (
          <PageLink to="/requests/$requestId" params={{ requestId: String(line.from.requestId) }} size="xs">
            {words.fromPart(line.from.requestId)}
          </PageLink>
        )}
      </div>
      <LineOutcome line={line} />
    </li>
  );
}

/** Where somebody is reached, or why it was not done. Stands under the words of its line. */
export function LineOutcome({ line: { result, problems } }: { readonly line: Pick<KeptLine, 'result' | 'problems'> }) {
  const { language, wording } = useLanguage();
  if (result === null && (problems ?? []).length === 0) return null;
  return (
    <div className={classes.main} style={{ gridColumn: 2 }}>
      {(problems ?? []).map((problem) => (
        <Alert key={problem.vi} color="red" p="xs" mt={4}>
          {problem[language]}
        </Alert>
      ))}
      {result && (
        <>
          <Text size="sm" component="div">
            {result.name} · {wording.requests.fromDay(dayText(result.effectiveOn))} · <Address address={result.address} />
          </Text>
          <List size="sm" c="dimmed">
            {result.summary.map((sentence) => (
              <List.Item key={sentence.vi}>{sentence[language]}</List.Item>
            ))}
          </List>
        </>
      )}
    </div>
  );
}

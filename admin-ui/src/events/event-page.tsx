import { useState } from 'react';
import type { PersonInFull } from '../api/api-contract.ts';
import { asked, POST } from '../api/client.ts';
import { useWording } from '../i18n/language.tsx';
import { PlanWizard } from '../plans/plan-wizard.tsx';
import { PageLink, PersonLink } from '../shared/links.tsx';
import { type EventFields, emptyFields, type PersonEvent, requestOf } from './event.ts';
import { EventForm } from './event-form.tsx';
import { PlanPicture } from './plan-picture.tsx';

interface Props {
  readonly event: PersonEvent;
  /** undefined: somebody new. */
  readonly person?: PersonInFull;
}

/** An event in somebody's service. */
export function EventPage({ event, person }: Props) {
  const wording = useWording();
  const { events: words } = wording;
  const [fields, setFields] = useState<EventFields>(emptyFields);
  const { effectiveOn } = fields;
  const send = (dryRun: boolean, idempotencyKey: string) => {
    const request = requestOf(event, person?.address ?? null, fields);
    const body = { request, dryRun, ...(effectiveOn === '' ? {} : { effectiveOn }) };
    return asked(POST('/api/v1/people/plans', { body, params: { header: { 'idempotency-key': idempotencyKey } } }));
  };
  return (
    <PlanWizard
      title={person === undefined ? words.titles.new : `${words.titles[event]}: ${person.name}`}
      lead={words.leads[person === undefined ? 'new' : event]}
      form={<EventForm event={event} person={person} fields={fields} onChange={(change) => setFields({ ...fields, ...change })} />}
      effectiveOn={effectiveOn}
      send={send}
      picture={(preview) => <PlanPicture preview={preview} person={person} />}
      wayOut={person ? <PersonLink id={person.id}>{wording.cancel}</PersonLink> : <PageLink to="/people">{wording.cancel}</PageLink>}
      wayOn={person ? <PersonLink id={person.id}>{words.toPerson}</PersonLink> : <PageLink to="/people">{wording.people.title}</PageLink>}
    />
  );
}

import { EventPage } from './event-page.tsx';

export function NewPersonPage() {
  return <EventPage event="appoint" />;
}

import { liveLimits } from './limits.ts';
import type { Topic } from './topics.ts';

// WHATWG HTML §9.2.6: fields by lines, an empty line ends an event. The heartbeat is one too: pages see no comments, and one that hears nothing begins anew.
const octets = (text: string) => new TextEncoder().encode(text);

export const openingText = octets(`retry: ${liveLimits.retryMs}\n\n`);
export const heartbeatText = octets('event: beat\ndata: 1\n\n');
export const changedText = (topics: Iterable<Topic>) => octets(`event: changed\ndata: ${[...topics].join(' ')}\n\n`);

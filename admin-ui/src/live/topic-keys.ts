/** What of the pages' questions each topic of the server is about: the beginnings of their keys. */
const keysOf: Readonly<Record<string, readonly (readonly string[])[]>> = {
  status: [['status']],
  queue: [['queue']],
  requests: [['requests'], ['corrections']],
  plans: [['plans']],
  bulk: [['bulk']],
  approvals: [['approvals']],
  roles: [['roles'], ['session']],
  people: [['people'], ['accounts']],
  units: [['units']],
  outages: [['outages']],
  reports: [['reports', 'issued']],
};

/** Of topics as an event names them; what this page does not know of is nothing to it. */
export function keysOfTopics(topics: readonly string[]): readonly (readonly string[])[] {
  return topics.flatMap((topic) => (Object.hasOwn(keysOf, topic) ? keysOf[topic]! : []));
}

/** After a time in which nothing was heard. */
export const allLiveKeys = Object.values(keysOf).flat();

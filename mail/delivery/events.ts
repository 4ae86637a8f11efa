/** Names of this room's log events, and what each means. Bodies, subjects and passwords are never logged. */
export const deliveryEvents = {
  'delivery.accepted': 'A message is durable in every mailbox and queue it is for.',
  'delivery.refused': 'A message was turned down after DATA; nothing of it is kept.',
  'delivery.stored': 'A client stored messages itself (APPEND).',
  'delivery.leftover': 'Octets that no message names could not be removed from the body store; they take up room, nothing more.',
} as const;

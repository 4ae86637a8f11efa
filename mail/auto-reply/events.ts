/** Names of this room's log events, and what each means. */
export const autoReplyEvents = {
  'auto-reply.sent': 'Who wrote to somebody who left or moved was answered.',
  'auto-reply.failed': 'An answer could not be made or stored; it is not tried again.',
  'auto-reply.passed-over': 'Too many messages waited to be answered: this one is not.',
} as const;

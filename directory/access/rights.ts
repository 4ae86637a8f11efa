/** What a grant may allow on somebody's mailbox, each separately (REQ-DEL-2). */
export const rights = ['read', 'organise', 'delete', 'send-as', 'send-on-behalf', 'manage'] as const;
export type Right = (typeof rights)[number];
export type Rights = ReadonlySet<Right>;

export const allRights: Rights = new Set(rights);
export const noRights: Rights = new Set();

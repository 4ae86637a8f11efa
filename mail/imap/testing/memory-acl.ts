import { refusal } from '#kernel/refusal.ts';
import { ok, type Result, refused } from '#kernel/result.ts';
import type { ImapAcl } from '../backend.ts';
import type { MemoryHouse, MemoryMailbox } from './memory-mailbox.ts';

/** Who may use the mailboxes of a house. */
export function memoryAcl(house: MemoryHouse): ImapAcl {
  const find = (name: string): Result<MemoryMailbox> => {
    const mailbox = house.mailboxes.get(name);
    return mailbox === undefined ? refused(refusal('not-found', 'No such mailbox')) : ok(mailbox);
  };
  const managed = (name: string): Result<MemoryMailbox> => {
    const found = find(name);
    return found.ok && !found.value.rights.includes('a') ? refused(refusal('forbidden', 'Not yours to manage')) : found;
  };
  return {
    async myRights(name) {
      const found = find(name);
      return found.ok ? ok(found.value.rights) : found;
    },
    async list(name) {
      const found = managed(name);
      return found.ok ? ok([...found.value.acl].map(([identifier, letters]) => ({ identifier, letters }))) : found;
    },
    async listRights(name) {
      const found = managed(name);
      return found.ok ? ok({ required: '', optional: ['lrs', 'a'] }) : found;
    },
    async change(name, { identifier, operation, letters }) {
      const found = managed(name);
      if (!found.ok) return found;
      const before = found.value.acl.get(identifier) ?? '';
      if (operation === 'delete') found.value.acl.delete(identifier);
      else found.value.acl.set(identifier, operation === 'add' ? before + letters : letters);
      return ok();
    },
  };
}

import type { Command } from '../command.ts';
import { deleteAcl, getAcl, listRights, myRights, setAcl } from './acl.ts';
import { append } from './append.ts';
import { authenticate } from './authenticate.ts';
import { capability } from './capability.ts';
import { close, unselect } from './close.ts';
import { compress } from './compress.ts';
import { copy, uidCopy } from './copy.ts';
import { create } from './create.ts';
import { deleteMailbox } from './delete.ts';
import { enable } from './enable.ts';
import { esearch } from './esearch.ts';
import { expunge, uidExpunge } from './expunge.ts';
import { fetch, uidFetch } from './fetch.ts';
import { id } from './id.ts';
import { idle } from './idle.ts';
import { list } from './list.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { lsub } from './lsub.ts';
import { getMetadata, setMetadata } from './metadata.ts';
import { move, uidMove } from './move.ts';
import { namespace } from './namespace.ts';
import { check, noop } from './noop.ts';
import { notify } from './notify.ts';
import { getQuota, getQuotaRoot, setQuota } from './quota.ts';
import { rename } from './rename.ts';
import { replace, uidReplace } from './replace.ts';
import { search, uidSearch } from './search.ts';
import { examine, select } from './select.ts';
import { sort, uidSort } from './sort.ts';
import { starttls } from './starttls.ts';
import { status } from './status.ts';
import { store, uidStore } from './store.ts';
import { subscribe, unsubscribe } from './subscribe.ts';
import { thread, uidThread } from './thread.ts';
import { unauthenticate } from './unauthenticate.ts';

/** Every verb the server knows. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['CAPABILITY', capability],
  ['NOOP', noop],
  ['LOGOUT', logout],
  ['ID', id],
  ['STARTTLS', starttls],
  ['AUTHENTICATE', authenticate],
  ['LOGIN', login],
  ['ENABLE', enable],
  ['UNAUTHENTICATE', unauthenticate],
  ['COMPRESS', compress],
  ['SELECT', select],
  ['EXAMINE', examine],
  ['CREATE', create],
  ['DELETE', deleteMailbox],
  ['RENAME', rename],
  ['SUBSCRIBE', subscribe],
  ['UNSUBSCRIBE', unsubscribe],
  ['LIST', list],
  ['LSUB', lsub],
  ['NAMESPACE', namespace],
  ['STATUS', status],
  ['APPEND', append],
  ['REPLACE', replace],
  ['UID REPLACE', uidReplace],
  ['IDLE', idle],
  ['NOTIFY', notify],
  ['GETQUOTA', getQuota],
  ['GETQUOTAROOT', getQuotaRoot],
  ['SETQUOTA', setQuota],
  ['MYRIGHTS', myRights],
  ['GETACL', getAcl],
  ['LISTRIGHTS', listRights],
  ['GETMETADATA', getMetadata],
  ['SETMETADATA', setMetadata],
  ['SETACL', setAcl],
  ['DELETEACL', deleteAcl],
  ['CHECK', check],
  ['CLOSE', close],
  ['UNSELECT', unselect],
  ['EXPUNGE', expunge],
  ['UID EXPUNGE', uidExpunge],
  ['SEARCH', search],
  ['UID SEARCH', uidSearch],
  ['ESEARCH', esearch],
  ['SORT', sort],
  ['UID SORT', uidSort],
  ['THREAD', thread],
  ['UID THREAD', uidThread],
  ['FETCH', fetch],
  ['UID FETCH', uidFetch],
  ['STORE', store],
  ['UID STORE', uidStore],
  ['COPY', copy],
  ['UID COPY', uidCopy],
  ['MOVE', move],
  ['UID MOVE', uidMove],
]);

/** Verbs that name messages by sequence number, in what they take or in what they answer. */
export const numberedVerbs: ReadonlySet<string> = new Set(['FETCH', 'STORE', 'SEARCH', 'SORT', 'THREAD', 'COPY', 'MOVE', 'REPLACE']);

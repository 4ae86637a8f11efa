import type { Command } from '../command.ts';
import { auth } from './auth.ts';
import { capa } from './capa.ts';
import { dele } from './dele.ts';
import { lang } from './lang.ts';
import { list, uidl } from './list.ts';
import { noop } from './noop.ts';
import { pass } from './pass.ts';
import { quit } from './quit.ts';
import { retr } from './retr.ts';
import { rset } from './rset.ts';
import { stat } from './stat.ts';
import { stls } from './stls.ts';
import { top } from './top.ts';
import { user } from './user.ts';
import { utf8 } from './utf8.ts';

/** Every verb the server knows. APOP is not among them: it needs the password itself in the database. */
export const commands: ReadonlyMap<string, Command> = new Map([
  ['CAPA', capa],
  ['STLS', stls],
  ['USER', user],
  ['PASS', pass],
  ['AUTH', auth],
  ['UTF8', utf8],
  ['LANG', lang],
  ['STAT', stat],
  ['LIST', list],
  ['UIDL', uidl],
  ['RETR', retr],
  ['TOP', top],
  ['DELE', dele],
  ['RSET', rset],
  ['NOOP', noop],
  ['QUIT', quit],
]);

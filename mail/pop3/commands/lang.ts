import type { Command } from '../command.ts';
import { languageFor, languages } from '../languages.ts';
import { sendLines } from '../multiline.ts';
import { failed, okay } from '../reply.ts';

/** RFC 6856 §3. */
export const lang: Command = {
  state: 'any',
  run(session, argument) {
    const range = (argument ?? '').trim();
    if (range === '')
      return sendLines(
        session,
        session.words.languages,
        languages.map(({ tag, name }) => `${tag} ${name}`),
      );
    const language = languageFor(range);
    if (language === null) return failed(session.words.noSuchLanguage);
    session.language = language;
    return okay(`${language.tag} ${language.name}`);
  },
};

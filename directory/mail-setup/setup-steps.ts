import type { MailProgram } from '#directory/access/mail-programs.ts';
import { stepsEn } from './steps-en.ts';
import { stepsVi } from './steps-vi.ts';
import type { MailServer } from './written-steps.ts';

/** A piece of a step: what a menu or button is called, what is typed in, or the words around. */
export interface StepPiece {
  readonly as: 'text' | 'menu' | 'value';
  readonly text: string;
}
export type Step = readonly StepPiece[];

const written = { vi: stepsVi, en: stepsEn } as const;

/** What is done in a program, from its beginning to the first message. */
export function stepsOf(program: MailProgram, server: MailServer, language: 'vi' | 'en'): readonly Step[] {
  return written[language][program](server).map(readStep);
}

/** `*a menu*`, `` `a value` ``, and words around. Pure. */
export function readStep(text: string): Step {
  return text
    .split(/(\*[^*]+\*|`[^`]+`)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (piece.startsWith('*')) return { as: 'menu', text: piece.slice(1, -1) };
      return piece.startsWith('`') ? { as: 'value', text: piece.slice(1, -1) } : { as: 'text', text: piece };
    });
}

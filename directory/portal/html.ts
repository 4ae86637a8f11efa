import type { html } from 'hono/html';

/** A piece of a page, whose values have been escaped. */
export type Html = ReturnType<typeof html>;

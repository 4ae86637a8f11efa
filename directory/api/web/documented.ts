import { z } from '@hono/zod-openapi';
import { ownHeader } from './same-origin.ts';

/** For the document: these are for the web application, by its cookie. */
export const withSession = [{ session: [] }];
export const withoutSession: [] = [];

/** Looked at by same-origin.ts; here for the document. */
export const webHeaders = z.object({
  [ownHeader]: z.string().optional().openapi({ description: '1: with everything but GET, so that no other site’s page can send it' }),
});

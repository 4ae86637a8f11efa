import type { Api } from './api-env.ts';

/** The OpenAPI document, made of the schemas that requests are checked by. Anybody may read it: it says what there is, and nothing of who. */
export function addDocument(app: Api): void {
  app.openAPIRegistry.registerComponent('securitySchemes', 'token', {
    type: 'http',
    scheme: 'bearer',
    description: 'Made with `congthu token create` (docs/api.md)',
  });
  app.openAPIRegistry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: '__Host-congthu',
    description: 'Of the web application alone (docs/api.md)',
  });
  let document: object | undefined;
  app.get('/openapi.json', (context) => {
    document ??= app.getOpenAPI31Document(about);
    context.header('Cache-Control', 'public, no-cache');
    return context.json(document);
  });
}

const about = {
  openapi: '3.1.0',
  info: {
    title: 'Công Thư',
    version: '1',
    description: 'The directory of units and people, and plans that change it. Problems are told as RFC 9457 in Vietnamese or English.',
    license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  },
  servers: [{ url: '/' }],
  tags: [
    { name: 'session', description: 'Signing in on the web' },
    { name: 'me', description: 'One’s own sign-in, on the web' },
    { name: 'units', description: 'Units and their history' },
    { name: 'people', description: 'People with their posts and addresses' },
    { name: 'accounts', description: 'Accounts within one’s reach' },
    { name: 'plans', description: 'Changes: previewed, kept, carried out' },
    { name: 'bulk', description: 'People by tables, as one batch' },
    { name: 'requests', description: 'What units ask for their people' },
    { name: 'roles', description: 'Roles that were given' },
    { name: 'approvals', description: 'Acts that take two people' },
    { name: 'audit', description: 'Who did what' },
    { name: 'queue', description: 'Mail on its way out' },
    { name: 'status', description: 'How the services stand' },
    { name: 'events', description: 'That something changed, as it does' },
    { name: 'names', description: 'Mailbox names by the naming profiles' },
    { name: 'reports', description: 'Half-yearly and yearly reports' },
    { name: 'calendar', description: 'Holidays and working days' },
    { name: 'certificates', description: 'The register of certificates, and what is to become of them' },
    { name: 'announcements', description: 'What the operator tells people, on pages and by mail' },
    { name: 'settings', description: 'The configuration, by its schema' },
    { name: 'duties', description: 'Who reads their mail as they are to, and when the system was not there' },
  ],
};

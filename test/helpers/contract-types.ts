// The contract of the API as TypeScript, for clients: made of the OpenAPI document, in the form that openapi-fetch reads. openapi-typescript makes the
// same of any document, but needs a TypeScript of its own beside ours; ours comes from zod alone, and uses little of JSON Schema.

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly default?: unknown;
}
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: Schema;
}
type Content = Readonly<Record<string, { readonly schema?: Schema }>>;
interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly required?: boolean; readonly content?: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

const places = ['query', 'header', 'path', 'cookie'];
const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** What the operations have in common, so that each says only what is its own. */
const shared = `interface Reply<Type extends string, Body> {
  headers: { [name: string]: unknown };
  content: { [type in Type]: Body };
}
type Json<Body> = Reply<"application/json", Body>;
interface Empty {
  headers: { [name: string]: unknown };
  content?: never;
}
type Refused<Status extends number> = { [status in Status]: Reply<"application/problem+json", Problem> };
interface None {
  query?: never;
  header?: never;
  path?: never;
  cookie?: never;
}`;

/** A module of types: `paths` for openapi-fetch, and a type for each schema that has a name. */
export function contractTypes({ paths, components }: OpenApiDocument): string {
  const named = Object.entries(components?.schemas ?? {}).map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`);
  const all = Object.entries(paths).map(([path, item]) => {
    const own = methods.flatMap((method) => (item[method] === undefined ? [] : `    ${method}: ${operationType(item[method])};`));
    return `  ${JSON.stringify(path)}: {\n${own.join('\n')}\n  };`;
  });
  return `// Made of the API's own OpenAPI document by \`npm run contract\`; test/api-contract.test.ts holds it to that.\n\n${shared}\n\n${named.join('\n')}\n\nexport interface paths {\n${all.join('\n')}\n}\n`;
}

function operationType({ parameters = [], requestBody, responses }: Operation): string {
  const body =
    requestBody === undefined
      ? ''
      : ` requestBody${requestBody.required === true ? '' : '?'}: { content: ${contentType(requestBody.content)} };`;
  return `{ parameters: ${parametersType(parameters)};${body} responses: ${responsesType(responses)} }`;
}

function responsesType(responses: Operation['responses']): string {
  const isRefused = ({ content }: { content?: Content }) =>
    content?.['application/problem+json']?.schema?.$ref?.endsWith('/Problem') === true;
  const replies = Object.entries(responses);
  const given = replies.filter(([, reply]) => !isRefused(reply)).map(([status, { content }]) => `${status}: ${replyType(content)};`);
  const refusals = replies.filter(([, reply]) => isRefused(reply)).map(([status]) => status);
  return [`{ ${given.join(' ')} }`, ...(refusals.length === 0 ? [] : [`Refused<${refusals.join(' | ')}>`])].join(' & ');
}

function replyType(content: Content | undefined): string {
  const types = Object.entries(content ?? {});
  if (types.length === 0) return 'Empty';
  const [[type, { schema }]] = types as [[string, { schema?: Schema }]];
  if (types.length === 1 && type === 'application/json') return `Json<${typeOf(schema ?? {})}>`;
  return `{ headers: { [name: string]: unknown }; content: ${contentType(content)} }`;
}

function contentType(content: Content = {}): string {
  return `{ ${Object.entries(content)
    .map(([type, { schema }]) => `${JSON.stringify(type)}: ${typeOf(schema ?? {})};`)
    .join(' ')} }`;
}

function parametersType(parameters: readonly Parameter[]): string {
  const all = places.flatMap((place) => {
    const own = parameters.filter((one) => one.in === place);
    if (own.length === 0) return [];
    const isNeeded = own.some(({ required }) => required === true);
    return `${place}${isNeeded ? '' : '?'}: { ${own.map((one) => `${keyOf(one.name, one.required === true)}: ${typeOf(one.schema ?? {})};`).join(' ')} };`;
  });
  return all.length === 0 ? 'None' : `{ ${all.join(' ')} }`;
}

const keyOf = (name: string, isNeeded: boolean) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)}${isNeeded ? '' : '?'}`;

function typeOf(schema: Schema): string {
  const { $ref, enum: values, anyOf, oneOf, allOf } = schema;
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1);
  if ('const' in schema) return JSON.stringify(schema.const);
  if (values !== undefined) return values.map((value) => JSON.stringify(value)).join(' | ');
  const either = anyOf ?? oneOf;
  if (either !== undefined) return `(${either.map(typeOf).join(' | ')})`;
  if (allOf !== undefined) return `(${allOf.map(typeOf).join(' & ')})`;
  if (Array.isArray(schema.type)) return `(${schema.type.map((type: string) => typeOf({ ...schema, type })).join(' | ')})`;
  return typeOfKind(schema);
}

function typeOfKind({ type, items, prefixItems, properties, required = [], additionalProperties }: Schema): string {
  switch (type) {
    case 'integer':
    case 'number':
      return 'number';
    case 'string':
    case 'boolean':
    case 'null':
      return type;
    case 'array':
      return prefixItems === undefined ? `(${typeOf(items ?? {})})[]` : `[${prefixItems.map(typeOf).join(', ')}]`;
    case 'object': {
      const own = Object.entries(properties ?? {}).map(([name, one]) => `${keyOf(name, required.includes(name))}: ${typeOf(one)};`);
      if (typeof additionalProperties === 'object') own.push(`[name: string]: ${typeOf(additionalProperties)};`);
      return own.length === 0 ? 'Record<string, unknown>' : `{ ${own.join(' ')} }`;
    }
    default:
      return 'unknown';
  }
}

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

/** A module of types: `paths` for openapi-fetch, and a type for each schema that has a name. */
export function contractTypes({ paths, components }: OpenApiDocument): string {
  const named = Object.entries(components?.schemas ?? {}).map(([name, schema]) => `export type ${name} = ${typeOf(schema)};`);
  const all = Object.entries(paths).map(([path, item]) => {
    const own = methods.map((method) => {
      const operation = item[method];
      return operation === undefined ? `${method}?: never;` : `${method}: ${operationType(operation)};`;
    });
    return `  ${JSON.stringify(path)}: {\n    parameters: ${parametersType([])};\n    ${own.join('\n    ')}\n  };`;
  });
  return `// Made of the API's own OpenAPI document by \`npm run contract\`; test/api-contract.test.ts holds it to that.\n\n${named.join('\n')}\n\nexport interface paths {\n${all.join('\n')}\n}\n`;
}

function operationType({ parameters = [], requestBody, responses }: Operation): string {
  const body =
    requestBody === undefined
      ? 'requestBody?: never;'
      : `requestBody${requestBody.required === true ? '' : '?'}: { content: ${contentType(requestBody.content)} };`;
  const replies = Object.entries(responses).map(
    ([status, { content }]) =>
      `${status}: { headers: { [name: string]: unknown }; content${content ? '' : '?'}: ${contentType(content)} };`,
  );
  return `{ parameters: ${parametersType(parameters)}; ${body} responses: { ${replies.join(' ')} } }`;
}

function contentType(content: Content | undefined): string {
  if (content === undefined) return 'never';
  return `{ ${Object.entries(content)
    .map(([type, { schema }]) => `${JSON.stringify(type)}: ${typeOf(schema ?? {})};`)
    .join(' ')} }`;
}

function parametersType(parameters: readonly Parameter[]): string {
  const of = (place: string) => {
    const own = parameters.filter((one) => one.in === place);
    if (own.length === 0) return `${place}?: never;`;
    const isNeeded = own.some(({ required }) => required === true);
    return `${place}${isNeeded ? '' : '?'}: { ${own.map((one) => `${keyOf(one.name, one.required === true)}: ${typeOf(one.schema ?? {})};`).join(' ')} };`;
  };
  return `{ ${places.map(of).join(' ')} }`;
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

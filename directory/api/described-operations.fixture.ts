import type { ApiHouse } from './api-house.fixture.ts';

/** As far as tests look at it (JSON Schema 2020-12). */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly example?: unknown;
  readonly format?: string;
}

export interface DescribedOperation {
  readonly operationId: string;
  readonly method: string;
  /** Below /api/v1. */
  readonly path: string;
  readonly isOfWeb: boolean;
  readonly parameters: readonly { readonly name: string; readonly in: string; readonly required?: boolean; readonly schema: Schema }[];
  /** Of JSON; undefined: none. */
  readonly body: Schema | undefined;
}

interface Operation extends Omit<DescribedOperation, 'body' | 'parameters'> {
  readonly parameters?: DescribedOperation['parameters'];
  readonly security?: readonly object[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** All that the API says it does, in its own order. */
export async function operationsOf(api: ApiHouse): Promise<readonly DescribedOperation[]> {
  const { paths, components } = (await (await api.ask('/openapi.json')).json()) as Document;
  const whole = (_: string, part: Schema | null) =>
    part?.$ref === undefined
      ? part
      : JSON.parse(JSON.stringify(components.schemas[part.$ref.slice('#/components/schemas/'.length)]), whole);
  const known = (schema: Schema | undefined): Schema | undefined =>
    schema === undefined ? undefined : (JSON.parse(JSON.stringify(schema), whole) as Schema);
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, { operationId, parameters = [], security = [], requestBody }]) => ({
      ...{ operationId, method, parameters, path: path.slice('/api/v1'.length) },
      isOfWeb: security.length === 0 || security.some((one) => 'session' in one),
      body: known(requestBody?.content['application/json']?.schema),
    })),
  );
}

/** A schema of JSON Schema 2020-12, as far as /openapi.json uses them. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  anyOf?: Schema[];
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  default?: unknown;
  example?: unknown;
  description?: string;
}

export interface Parameter {
  name: string;
  in: "path" | "query" | "header";
  required?: boolean;
  schema: Schema;
}

interface MediaType {
  schema: Schema;
  example?: unknown;
  examples?: Record<string, { value: { detail: string } }>;
}

type Content = Record<string, MediaType>;

export interface ApiResponse {
  description: string;
  headers?: Record<string, { description: string }>;
  content: Content;
}

export interface Operation {
  operationId: string;
  summary: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { required?: boolean; content: Content };
  responses: Record<string, ApiResponse>;
}

/** The parts of /openapi.json that its page shows. */
export interface OpenApi {
  info: { description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

/** A field of a body or a response. The name of a nested field includes its path, such as `prizes[].name`. */
export interface Field {
  name: string;
  type: string;
  isRequired: boolean;
  schema: Schema;
}

/** Returns the schema that a reference leads to. */
function resolve(document: OpenApi, schema: Schema): Schema {
  const name = schema.$ref?.replace("#/components/schemas/", "");
  return name === undefined ? schema : (document.components.schemas[name] ?? {});
}

/** Returns the names of the types that a value may have. */
function typeNames(document: OpenApi, unresolved: Schema): string[] {
  const schema = resolve(document, unresolved);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value));
  return [schema.type ?? []].flat().map((type) => {
    if (type === "array") return "list";
    return type === "string" ? (schema.format ?? type) : type;
  });
}

function describeRange(minimum: number | undefined, maximum: number | undefined, unit: string): string {
  if (maximum !== undefined) return `, ${minimum === undefined ? "up" : minimum} to ${maximum}${unit}`;
  return minimum === undefined ? "" : `, ${minimum}${unit} or more`;
}

/** Describes the type, the range and the default of a value that has one of several schemas. */
export function describeType(document: OpenApi, ...schemas: Schema[]): string {
  const names = new Set(schemas.flatMap((schema) => typeNames(document, schema)));
  const { default: standard, ...limits } = resolve(document, schemas[0] ?? {});
  return [
    [...names].join(" or "),
    describeRange(limits.minimum, limits.maximum, ""),
    describeRange(limits.minLength, limits.maxLength, " characters"),
    describeRange(limits.minItems, limits.maxItems, " items"),
    standard === undefined ? "" : `, default ${JSON.stringify(standard)}`,
  ].join("");
}

/** Lists the fields of an object, of the objects in a list, and of the objects in these. */
export function fieldsOf(document: OpenApi, unresolved: Schema, path = ""): Field[] {
  const schema = resolve(document, unresolved);
  if (schema.items) return fieldsOf(document, schema.items, path && `${path}[]`);
  const variants = schema.anyOf ?? [schema];
  const names = new Set(variants.flatMap(({ properties = {} }) => Object.keys(properties)));
  return [...names].flatMap((name) => {
    const found = variants.flatMap(({ properties = {} }) => properties[name] ?? []);
    const field = path ? `${path}.${name}` : name;
    const isRequired = variants.every(({ required = [] }) => required.includes(name));
    const [first = {}] = found;
    return [
      { name: field, type: describeType(document, ...found), isRequired, schema: first },
      ...fieldsOf(document, first, field),
    ];
  });
}

/**
 * Returns an example of a value.
 *
 * @param isShort leaves optional fields out
 */
export function exampleOf(document: OpenApi, unresolved: Schema, isShort = false): unknown {
  const schema = resolve(document, unresolved);
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.items) return [exampleOf(document, schema.items, isShort)];
  if (!schema.properties) return { string: "…", boolean: true, integer: 1 }[String(schema.type)] ?? null;
  return Object.fromEntries(
    Object.entries(schema.properties)
      .filter(([name]) => !isShort || schema.required?.includes(name))
      .map(([name, property]) => [name, exampleOf(document, property, isShort)]),
  );
}

/** Returns an example of a response as text, if it is JSON or a stream. */
export function responseExample(document: OpenApi, { content }: ApiResponse): string | undefined {
  const json = content["application/json"];
  const stream = content["text/event-stream"]?.example;
  if (json) return JSON.stringify(json.example ?? exampleOf(document, json.schema), null, 2);
  return stream === undefined ? undefined : String(stream);
}

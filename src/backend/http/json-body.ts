import { Validator, type OutputUnit } from '@cfworker/json-schema';
import type { FromSchema } from 'json-schema-to-ts';
import { MAX_BODY_BYTES, MAX_NAME_LENGTH, MAX_TITLE_LENGTH } from '../../api/limits.ts';
import { parseName } from '../../api/names.ts';
import type { routes, RouteName } from '../../api/routes.ts';
import { parseTitle } from '../../api/titles.ts';
import type { ApiEvent } from './api-request.ts';
import { invalidRequest, ProblemError, type FieldError } from './problem-errors.ts';

/** The schema of any route's request body. */
type BodySchema = Extract<(typeof routes)[RouteName], { readonly request: unknown }>['request'];

const nameProblems = {
  empty: 'must have at least one visible character',
  'too-long': `must have at most ${MAX_NAME_LENGTH} characters`,
} as const;

/** @returns a validator of a schema. The library adds fields to the schema that it is given, so it gets a copy. */
export function schemaValidator(schema: object): Validator {
  return new Validator(structuredClone(schema), '4', false);
}

/**
 * @returns a function that reads a JSON body of this schema, with its texts cleaned and checked. It throws a ProblemError,
 * `INVALID_REQUEST` or `PAYLOAD_TOO_LARGE`, if it can't.
 */
export function bodyParser<Schema extends BodySchema>(
  schema: Schema,
): (event: ApiEvent) => FromSchema<Schema> {
  const validator = schemaValidator(schema);
  return (event) => {
    const value = readJson(event);
    const errors = isObject(value)
      ? checkObject(value, schema, validator)
      : [{ pointer: '', detail: 'must be a JSON object' }];
    if (errors.length > 0) throw invalidRequest(errors);
    return withCheckedTexts(value as Texts) as FromSchema<Schema>;
  };
}

/** What people write for each other to read. */
interface Texts {
  readonly name?: string;
  readonly title?: string;
}

function withCheckedTexts(body: Texts): unknown {
  const { name, title } = body;
  return {
    ...body,
    ...(name !== undefined && { name: checkedName(name) }),
    ...(title !== undefined && { title: checkedTitle(title) }),
  };
}

function checkedName(name: string): string {
  const parsed = parseName(name);
  if ('name' in parsed) return parsed.name;
  throw invalidRequest([{ pointer: '/name', detail: nameProblems[parsed.problem] }]);
}

function checkedTitle(title: string): string {
  const parsed = parseTitle(title);
  if (parsed !== undefined) return parsed;
  const detail = `must have at most ${MAX_TITLE_LENGTH} characters`;
  throw invalidRequest([{ pointer: '/title', detail }]);
}

function checkObject(value: object, schema: BodySchema, validator: Validator): FieldError[] {
  // The validator looks up properties with `in`, so `__proto__` and `constructor` would count as known.
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(schema.properties, key));
  const required: readonly string[] = 'required' in schema ? schema.required : [];
  const missing = required.filter((key) => !Object.hasOwn(value, key));
  return [
    ...unknown.slice(0, MAX_ERRORS).map((key) => at(key, 'is not a known field')),
    ...missing.map((key) => at(key, 'is required')),
    ...(unknown.length > 0 ? [] : validator.validate(value).errors.flatMap(fieldError)),
  ];
}

// A body of 8 KB can have a thousand unknown fields; the answer need not list them all.
const MAX_ERRORS = 10;

const at = (key: string, detail: string): FieldError => ({
  pointer: `/${key.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  detail,
});

/** In our own words, since the validator's messages quote the input. */
function fieldError({ keyword, instanceLocation }: OutputUnit): FieldError[] {
  // "properties" repeats the errors of the properties; missing fields are already listed.
  if (keyword === 'properties' || keyword === 'required') return [];
  const details: Record<string, string> = {
    type: 'has the wrong type',
    enum: 'is not one of the allowed values',
    minLength: 'is too short',
    maxLength: 'is too long',
    pattern: 'does not have the expected format',
  };
  return [{ pointer: instanceLocation.slice(1), detail: details[keyword] ?? 'is not valid' }];
}

function readJson(event: ApiEvent): unknown {
  const text = readText(event);
  if (text.trim() === '') throw invalidRequest([{ pointer: '', detail: 'must be a JSON object' }]);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ProblemError('INVALID_REQUEST', 'The body is not valid JSON.', {
      errors: [{ pointer: '', detail: 'must be a JSON object' }],
      cause,
    });
  }
}

function readText(event: ApiEvent): string {
  const { body, isBase64Encoded } = event;
  if (typeof body !== 'string') return '';
  const bytes = Buffer.from(body, isBase64Encoded === true ? 'base64' : 'utf8');
  if (bytes.length > MAX_BODY_BYTES) {
    throw new ProblemError('PAYLOAD_TOO_LARGE', `Send at most ${MAX_BODY_BYTES} bytes.`);
  }
  // A byte order mark is kept, so that JSON.parse refuses it; RFC 8259 forbids sending one.
  const text = decodeUtf8(bytes);
  // API Gateway replaces bytes that it can't decode with U+FFFD, which nobody types.
  if (text?.includes('\uFFFD') === false) return text;
  throw invalidRequest([{ pointer: '', detail: 'must be valid UTF-8' }]);
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined; // the only failure of a fatal decoder
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

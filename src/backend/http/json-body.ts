import type { OutputUnit, Validator } from '@cfworker/json-schema';
import { MAX_BODY_BYTES } from '../../api/limits.ts';
import { parseName } from '../../api/names.ts';
import type {
  createRoomRequestSchema,
  JoinRoomRequest,
  joinRoomRequestSchema,
} from '../../api/schemas.ts';
import { invalidRequest, ProblemError, type FieldError } from '../problem-errors.ts';
import { schemaValidator } from './schema-validator.ts';

type BodySchema = typeof createRoomRequestSchema | typeof joinRoomRequestSchema;

/** What the handlers read of an API Gateway proxy event; every field is checked before it is used. */
export interface ApiEvent {
  readonly httpMethod?: unknown;
  readonly body?: unknown;
  readonly isBase64Encoded?: unknown;
  readonly pathParameters?: unknown;
  readonly requestContext?: unknown;
}

/** Why a name can't be used, as the caller reads it. */
const nameProblems = {
  empty: 'must have a visible character',
  'too-long': 'must have at most 40 characters and 96 bytes of UTF-8',
  'forbidden-character': 'must not have control, line break or text direction characters',
} as const;

/**
 * @returns a function that reads a JSON body of this schema, with its name trimmed and checked. What creates a room is
 * what joins one without a token, so one type serves both.
 */
export function bodyParser(schema: BodySchema): (event: ApiEvent) => JoinRoomRequest {
  const validator = schemaValidator(schema);
  return (event) => {
    const value = readJson(event);
    const errors = isObject(value)
      ? checkObject(value, schema, validator)
      : [{ pointer: '', detail: 'must be a JSON object' }];
    if (errors.length > 0) throw invalidRequest(errors);
    const body = value as JoinRoomRequest;
    const parsed = parseName(body.name);
    if ('name' in parsed) return { ...body, name: parsed.name };
    throw invalidRequest([{ pointer: '/name', detail: nameProblems[parsed.problem] }]);
  };
}

function checkObject(value: object, schema: BodySchema, validator: Validator): FieldError[] {
  // The validator looks properties up with `in`, so that `__proto__` and `constructor` would pass as known.
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(schema.properties, key));
  const missing = schema.required.filter((key) => !Object.hasOwn(value, key));
  return [
    ...unknown.slice(0, MAX_ERRORS).map((key) => at(key, 'is not a known field')),
    ...missing.map((key) => at(key, 'is required')),
    ...(unknown.length > 0 ? [] : validator.validate(value).errors.flatMap(fieldError)),
  ];
}

// A body of 8 KB can hold a thousand unknown fields; the answer need not list them all.
const MAX_ERRORS = 10;

const at = (key: string, detail: string): FieldError => ({
  pointer: `/${key.slice(0, 64).replaceAll('~', '~0').replaceAll('/', '~1')}`,
  detail,
});

/** The validator's own sentences quote the input; ours say what is allowed. */
function fieldError({ keyword, instanceLocation, error }: OutputUnit): FieldError[] {
  // "properties" repeats what its parts say; "required" is told with the field's own pointer.
  if (keyword === 'properties' || keyword === 'required') return [];
  const details: Record<string, string> = {
    type: 'is of the wrong type',
    enum: 'is not one of the allowed values',
    minLength: 'is too short',
    maxLength: 'is too long',
    pattern: 'is not in the right form',
  };
  return [{ pointer: instanceLocation.slice(1), detail: details[keyword] ?? error }];
}

function readJson(event: ApiEvent): unknown {
  const text = readText(event);
  if (text.trim() === '') throw invalidRequest([{ pointer: '', detail: 'must be a JSON object' }]);
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw new ProblemError('INVALID_REQUEST', 'The body is not JSON.', {
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
  // A byte order mark stays in, so that JSON.parse refuses it as RFC 8259 asks of senders.
  const text = decodeUtf8(bytes);
  // API Gateway puts U+FFFD in the place of bytes that it could not decode; nobody types it.
  if (text?.includes('\uFFFD') === false) return text;
  throw invalidRequest([{ pointer: '', detail: 'must be UTF-8' }]);
}

function decodeUtf8(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { Validator } from '@cfworker/json-schema';

/** A validator of a schema that is plain, read-only data; the library writes into the copy that it is given. */
export function schemaValidator(schema: object): Validator {
  return new Validator(structuredClone(schema), '4', false);
}

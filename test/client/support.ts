import type { RoomError } from '../../src/client/errors.ts';

/** The error that a promise rejects with; the test fails if it does not. */
export async function failureOf(promise: Promise<unknown>): Promise<RoomError> {
  try {
    await promise;
  } catch (error) {
    return error as RoomError;
  }
  throw new Error('It succeeded.');
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { disconnectParticipant } from '../../../src/backend/rooms/disconnection.ts';
import { awsError } from './support/aws-error.ts';

/** Disconnects with an IVS that answers with this error. */
const disconnect = (name: string) => {
  const client = { send: () => Promise.reject(awsError(name)) };
  return disconnectParticipant(client as unknown as IVSRealTimeClient)('arn', 'AbCdEf1234567890');
};

describe('the disconnection of a participant', () => {
  for (const name of ['ResourceNotFoundException', 'ConflictException', 'ValidationException']) {
    it(`is done if IVS answers ${name}: there is nobody to disconnect`, () => disconnect(name));
  }

  for (const name of ['ThrottlingException', 'AccessDeniedException', 'InternalServerException']) {
    it(`fails with ${name}, so that it is tried again`, async () => {
      await assert.rejects(disconnect(name), { name });
    });
  }
});

import type { Operation } from '../operation.ts';
import { createStage } from './create-stage.ts';
import { deletePublicKey } from './delete-public-key.ts';
import { deleteStage } from './delete-stage.ts';
import { disconnectParticipant } from './disconnect-participant.ts';
import { getParticipant } from './get-participant.ts';
import { getPublicKey } from './get-public-key.ts';
import { getStage } from './get-stage.ts';
import { importPublicKey } from './import-public-key.ts';
import { listParticipantEvents } from './list-participant-events.ts';
import { listParticipants } from './list-participants.ts';
import { listPublicKeys } from './list-public-keys.ts';
import { listStages } from './list-stages.ts';
import { tagResource } from './tag-resource.ts';

/** The operations of IVS Real-Time that the system uses. */
export const ivsOperations: Readonly<Record<string, Operation>> = {
  CreateStage: createStage,
  GetStage: getStage,
  ListStages: listStages,
  DeleteStage: deleteStage,
  ListParticipants: listParticipants,
  ListParticipantEvents: listParticipantEvents,
  GetParticipant: getParticipant,
  DisconnectParticipant: disconnectParticipant,
  ImportPublicKey: importPublicKey,
  GetPublicKey: getPublicKey,
  ListPublicKeys: listPublicKeys,
  DeletePublicKey: deletePublicKey,
  TagResource: tagResource,
};

import type { Operations } from '../operation.ts';
import { participantOperations } from './participant-operations.ts';
import { publicKeyOperations } from './public-key-operations.ts';
import { stageOperations } from './stage-operations.ts';
import { tagOperations } from './tag-operations.ts';

/** The operations of IVS Real-Time that the system uses. */
export const ivsOperations: Operations = {
  ...stageOperations,
  ...participantOperations,
  ...publicKeyOperations,
  ...tagOperations,
};

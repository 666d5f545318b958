import { DisconnectParticipantCommand, type IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';

// What IVS answers about a participant that it has never seen is not documented. The ids have been checked, so each of
// these can only mean that there is nobody to disconnect.
const NOBODY = new Set(['ResourceNotFoundException', 'ConflictException', 'ValidationException']);

/**
 * @returns a function that disconnects a participant from its stage. IVS then refuses the tokens of that participant for
 * as long as the stage exists. It does nothing if the participant is not connected, whatever IVS says of that.
 */
export const disconnectParticipant =
  (client: IVSRealTimeClient) =>
  async (stageArn: string, participantId: string): Promise<void> => {
    try {
      const reason = 'Disconnected by a host';
      await client.send(new DisconnectParticipantCommand({ stageArn, participantId, reason }));
    } catch (error) {
      if (!(error instanceof Error) || !NOBODY.has(error.name)) throw error;
    }
  };

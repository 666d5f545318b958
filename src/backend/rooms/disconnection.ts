import { DisconnectParticipantCommand, type IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { isNotFound } from '../aws/aws-errors.ts';

/**
 * @returns a function that disconnects a participant from its stage. IVS then refuses the tokens of that participant for
 * as long as the stage exists. It does nothing if IVS has never seen the participant.
 */
export const disconnectParticipant =
  (client: IVSRealTimeClient) =>
  async (stageArn: string, participantId: string): Promise<void> => {
    try {
      const reason = 'Disconnected by a host';
      await client.send(new DisconnectParticipantCommand({ stageArn, participantId, reason }));
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  };

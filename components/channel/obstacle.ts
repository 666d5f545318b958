import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import type { Texts } from '../texts/texts.ts';

/** Why somebody can't write or react. `lost` and `connecting` end by themselves, the others when a host wants it. */
export type Obstacle = 'off' | 'stage' | 'silenced' | 'lost' | 'connecting';

/** Why this person can't write or react now; undefined if they can. */
export function obstacleOf(snapshot: RoomSnapshot): Obstacle | undefined {
  const { channel, room, phase, host, people, self } = snapshot;
  const chat = room?.chat;
  if (!host && chat === 'off') return 'off';
  if (!host && chat === 'stage' && phase !== 'speaking') return 'stage';
  if (self && people?.silenced.includes(self.id)) return 'silenced';
  if (channel.state !== 'connected') return channel.state === 'lost' ? 'lost' : 'connecting';
  return channel.mayWrite ? undefined : 'silenced';
}

/** Whether only a host can end it, so that there is no use in waiting for it. */
export const isForbidden = (obstacle: Obstacle | undefined): boolean =>
  obstacle === 'off' || obstacle === 'stage' || obstacle === 'silenced';

export const obstacleText = (texts: Texts, obstacle: Obstacle): string =>
  ({
    off: texts.chatOff,
    stage: texts.chatForStage,
    silenced: texts.youAreSilenced,
    lost: texts.chatLost,
    connecting: texts.chatConnecting,
  })[obstacle];

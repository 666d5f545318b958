import type { RoomParticipant, RoomSnapshot } from '../snapshot.ts';

// What happens to those on stage.

export const selfMuted = ({ speakers }: RoomSnapshot, muted: boolean): Partial<RoomSnapshot> => ({
  muted,
  speakers: speakers.map((speaker) => (speaker.local ? { ...speaker, muted } : speaker)),
});

/** @param whether - Undefined by an API of an older version. */
export const hosting = (
  { speakers }: RoomSnapshot,
  whether: boolean | undefined,
): Partial<RoomSnapshot> => {
  const host = whether === true;
  return {
    host,
    speakers: speakers.map((speaker) => (speaker.local ? { ...speaker, host } : speaker)),
  };
};

export const steppedBack = ({ speakers }: RoomSnapshot): Partial<RoomSnapshot> => ({
  phase: 'listening',
  speakers: speakers.filter(({ local }) => !local),
});

export const unheardAre = (
  speakers: readonly RoomParticipant[],
  ids: readonly string[],
): readonly RoomParticipant[] =>
  speakers.map((speaker) => ({ ...speaker, unheard: !speaker.local && ids.includes(speaker.id) }));

export function changeSpeaker(
  speakers: readonly RoomParticipant[],
  id: string,
  change: Partial<Omit<RoomParticipant, 'stream'>> & { stream?: MediaStream | undefined },
): readonly RoomParticipant[] {
  return speakers.map((speaker) => {
    if (speaker.local || speaker.id !== id) return speaker;
    const { stream, ...rest } = { ...speaker, ...change };
    return stream ? { ...rest, stream } : rest;
  });
}

/** The English texts about hosts, and who may come in and speak. */
export const enPeople = {
  roomLocked: 'Locked',
  inviteToListen:
    'Anyone with the link can join, listen and raise a hand to speak until the room closes.',
  inviteLocked: 'The room is locked. Nobody new can come in until a host unlocks it.',
  shareTitle: 'Join us in “{title}”',
  endedByHost: 'The host has ended this room',
} as const;

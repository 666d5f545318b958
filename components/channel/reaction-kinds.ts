import type { ReactionKind } from '../../src/api/channel.ts';

/** How each reaction looks. */
export const emoji: Readonly<Record<ReactionKind, string>> = {
  clap: '👏',
  heart: '❤️',
  laugh: '😂',
  wow: '😮',
  'thumbs-up': '👍',
  party: '🎉',
};

import type { ReactionKind } from '../../src/api/channel.ts';

/** How each reaction looks, in the order of the keys 1 to 6. */
export const emoji: Readonly<Record<ReactionKind, string>> = {
  clap: '👏',
  heart: '❤️',
  laugh: '😂',
  wow: '😮',
  'thumbs-up': '👍',
  party: '🎉',
};

/**
 * Every kind of reaction, in the same order. Not from `src/api/channel.ts`, which loads with the session: two parts that
 * load later must share no module, as only a part itself is loaded again if it fails to load.
 */
export const kinds = Object.keys(emoji) as ReactionKind[];

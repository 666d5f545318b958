import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { count, fill, type Texts } from '../texts/texts.ts';

// Two names are quicker heard than a number; a third makes a list that nobody waits for.
const MOST_NAMES = 2;

/** Nothing comes through: the SDK says so, or nothing arrives any more. */
export const isCutOff = ({ reconnecting, quality }: RoomSnapshot): boolean =>
  reconnecting || quality === 'lost';

/** What somebody who can't see the room should hear about a change, shortest first. */
export function announcements(before: RoomSnapshot, after: RoomSnapshot, texts: Texts): string[] {
  const said: string[] = [];
  if (before.phase !== after.phase) {
    if (after.phase === 'speaking')
      said.push(after.muted ? texts.youAreMuted : texts.youAreOnStage);
    if (after.phase === 'listening') said.push(texts.youAreListening);
  } else if (after.phase === 'speaking' && before.muted !== after.muted) {
    said.push(after.muted ? texts.youAreMuted : texts.youAreUnmuted);
  }
  if (isCutOff(before) && !isCutOff(after)) said.push(texts.reconnected);
  const came = names(after, before);
  const went = names(before, after);
  if (came.length > MOST_NAMES) said.push(count(texts, texts.joinedStageMany, came.length));
  else said.push(...came.map((name) => fill(texts.joinedStage, { name })));
  if (went.length > MOST_NAMES) said.push(count(texts, texts.leftStageMany, went.length));
  else said.push(...went.map((name) => fill(texts.leftStage, { name })));
  return said;
}

/** Other people on stage in one snapshot and not in another. */
function names(there: RoomSnapshot, notThere: RoomSnapshot): string[] {
  const known = new Set(notThere.speakers.map(({ id }) => id));
  return there.speakers.filter(({ id, local }) => !local && !known.has(id)).map(({ name }) => name);
}

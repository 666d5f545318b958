import type { HostAsk, RoomSnapshot } from '../../src/client/snapshot.ts';
import { count, fill, type Texts } from '../texts/texts.ts';

// More names than this would make a list that takes too long to hear, so they are counted.
const MOST_NAMES = 2;

/** Whether the connection is lost: the SDK is reconnecting, or no audio arrives any more. */
export const isCutOff = ({ reconnecting, quality }: RoomSnapshot): boolean =>
  reconnecting || quality === 'lost';

/** What a screen reader should announce about a change in the room. */
export function announcements(before: RoomSnapshot, after: RoomSnapshot, texts: Texts): string[] {
  const said = ownState(before, after, texts);
  if (isCutOff(before) && !isCutOff(after)) said.push(texts.reconnected);
  else if (!isCutOff(after) && isHeardAgain(before, after)) said.push(texts.heardAgain);
  said.push(...decisions(before, after, texts), ...hands(before, after, texts));
  const came = namesOnlyIn(after, before);
  const went = namesOnlyIn(before, after);
  if (came.length > MOST_NAMES) said.push(count(texts, texts.joinedStageMany, came.length));
  else said.push(...came.map((name) => fill(texts.joinedStage, { name })));
  if (went.length > MOST_NAMES) said.push(count(texts, texts.leftStageMany, went.length));
  else said.push(...went.map((name) => fill(texts.leftStage, { name })));
  return said;
}

/** What has become of this person: at a host's wish, or their own. */
function ownState(before: RoomSnapshot, after: RoomSnapshot, texts: Texts): string[] {
  const { phase, muted, hostAsk } = after;
  const ask = hostAsk === before.hostAsk ? undefined : hostAsk;
  const asked = ask ? [askText(ask, texts)] : [];
  if (before.phase !== phase) {
    if (phase === 'speaking') return [...asked, muted ? texts.youAreMuted : texts.youAreOnStage];
    if (phase === 'listening' && ask?.ask !== 'step-back') return [...asked, texts.youAreListening];
  } else if (phase === 'speaking' && before.muted !== muted) {
    if (!muted) return [...asked, texts.youAreUnmuted];
    return ask?.ask === 'mute' ? asked : [...asked, texts.youAreMuted];
  }
  return asked;
}

/** By whom this person was muted or moved off the stage. */
export const askText = ({ ask, by }: HostAsk, texts: Texts): string =>
  fill(ask === 'mute' ? texts.askedToMute : texts.movedOffStage, { name: by ?? texts.someHost });

/** What hosts have decided for all. */
function decisions({ room: before }: RoomSnapshot, { room }: RoomSnapshot, texts: Texts): string[] {
  if (!before || !room) return [];
  return [
    ...(before.stage === room.stage
      ? []
      : [room.stage === 'open' ? texts.nowOpen : texts.nowByInvitation]),
    ...(before.locked === room.locked ? [] : [room.locked ? texts.nowLocked : texts.nowUnlocked]),
  ];
}

/** Which hands were raised, for hosts. This person's own place in the queue, for everybody else. */
function hands(before: RoomSnapshot, after: RoomSnapshot, texts: Texts): string[] {
  const place = after.handPlace;
  if (!after.host) {
    return place && place !== before.handPlace ? [fill(texts.handPlace, { place })] : [];
  }
  const known = new Set(before.people?.hands.map(({ id }) => id));
  const raised = after.people?.hands.filter(({ id }) => !known.has(id)) ?? [];
  if (raised.length > MOST_NAMES) return [count(texts, texts.raisedHandMany, raised.length)];
  return raised.map(({ name }) => fill(texts.raisedHand, { name }));
}

/** Whether nobody is unheard any more, because everybody can be heard, and not because they have left. */
function isHeardAgain(before: RoomSnapshot, after: RoomSnapshot): boolean {
  const missed = new Set(before.speakers.filter(({ unheard }) => unheard).map(({ id }) => id));
  return (
    after.speakers.some(({ id }) => missed.has(id)) &&
    !after.speakers.some(({ unheard }) => unheard)
  );
}

/** The names of the other people who are on stage in one snapshot, but not in another. */
function namesOnlyIn(snapshot: RoomSnapshot, other: RoomSnapshot): string[] {
  const known = new Set(other.speakers.map(({ id }) => id));
  return snapshot.speakers
    .filter(({ id, local }) => !local && !known.has(id))
    .map(({ name }) => name);
}

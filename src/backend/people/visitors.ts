import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto';

// A room must recognize a visitor who was removed, but a join stores nothing, and everybody on a stage sees everybody
// else's participant id. So the id itself holds the visitor's tag, encrypted with a key of the room: one block of AES,
// half of it the tag and half random. Two ids of a visitor look unrelated to all but our functions, and an id that
// somebody made up decrypts to the tag of nobody.
const TAG_BYTES = 8;
const BLOCK_BYTES = 16;
const SEALED = new RegExp(`^[0-9a-f]{${BLOCK_BYTES * 2}}$`);

/** What these need of a room. */
interface VisitedRoom {
  readonly visitorSecret: string;
}

/** The tag of a visitor in one room, which says nothing about the same visitor in other rooms. */
export const visitorTag = (room: VisitedRoom, visitorKey: string): string =>
  keyFor(room, 'tag', visitorKey).subarray(0, TAG_BYTES).toString('hex');

/** @param visitor - The visitor's tag. Without one, the participant is nobody's but its own. */
export function newParticipantId(room: VisitedRoom, visitor?: string): string {
  const tag = visitor === undefined ? randomBytes(TAG_BYTES) : Buffer.from(visitor, 'hex');
  const block = Buffer.concat([randomBytes(BLOCK_BYTES - tag.length), tag]);
  const cipher = createCipheriv('aes-256-ecb', keyFor(room, 'id'), null).setAutoPadding(false);
  return Buffer.concat([cipher.update(block), cipher.final()]).toString('hex');
}

/** @param visitorKey - What the visitor's browser sent. Without one, the participant is nobody's but its own. */
export const newIdFor = (room: VisitedRoom, visitorKey: string | undefined): string =>
  newParticipantId(room, visitorKey === undefined ? undefined : visitorTag(room, visitorKey));

/** @returns the tag of the visitor that a participant id was made for; undefined if it was made by an older version. */
export function visitorOf(room: VisitedRoom, participantId: string): string | undefined {
  if (!SEALED.test(participantId)) return undefined;
  const cipher = createDecipheriv('aes-256-ecb', keyFor(room, 'id'), null).setAutoPadding(false);
  const block = Buffer.concat([cipher.update(participantId, 'hex'), cipher.final()]);
  return block.subarray(BLOCK_BYTES - TAG_BYTES).toString('hex');
}

const keyFor = ({ visitorSecret }: VisitedRoom, purpose: string, text = ''): Buffer =>
  createHmac('sha256', visitorSecret).update(`${purpose}:${text}`).digest();

import { attributesSize, MAX_ATTRIBUTES_BYTES } from '../shared/chat-records.ts';
import { isObject } from '../shared/is-object.ts';
import { randomId } from '../shared/random-id.ts';

/** What goes over the messaging socket, with the names of the Chat Messaging API Reference. */

type Attributes = Readonly<Record<string, string>>;

/** A request of a client that has the right form. Its action is also the capability that it needs. */
export type ChatRequest = { readonly requestId: string | undefined } & (
  | {
      readonly action: 'SEND_MESSAGE';
      readonly content: string;
      readonly attributes: Attributes;
    }
  | {
      readonly action: 'DELETE_MESSAGE';
      readonly messageId: string;
      readonly reason: string | undefined;
    }
  | {
      readonly action: 'DISCONNECT_USER';
      readonly userId: string;
      readonly reason: string | undefined;
    }
);

/** A request is refused. The client is told, and stays connected. */
export class ChatRefusal extends Error {
  override name = 'ChatRefusal';
  /** As in HTTP: 400, 403, 413, 429. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.code = code;
  }
}

const badRequest = (message: string) => new ChatRefusal(400, message);

/** The members of a client's frame; none if it is not a JSON object. */
export function parseFrame(text: string): Readonly<Record<string, unknown>> {
  try {
    const frame: unknown = JSON.parse(text);
    return isObject(frame) ? frame : {};
  } catch {
    return {};
  }
}

/** The id that the answer to a request carries, if it has one. */
export function requestIdOf({ RequestId }: Readonly<Record<string, unknown>>): string | undefined {
  return typeof RequestId === 'string' ? RequestId : undefined;
}

/** @throws {ChatRefusal} 400 or 413, if the frame is not a request. */
export function readRequest(frame: Readonly<Record<string, unknown>>): ChatRequest {
  const { Action: action } = frame;
  const requestId = optionalText(frame, 'RequestId', 128);
  switch (action) {
    case 'SEND_MESSAGE':
      return {
        action,
        requestId,
        content: text(frame, 'Content', Infinity), // the room has its own limit
        attributes: readAttributes(frame['Attributes']),
      };
    case 'DELETE_MESSAGE':
      return { action, requestId, messageId: text(frame, 'Id', 128), reason: readReason(frame) };
    case 'DISCONNECT_USER':
      return { action, requestId, userId: text(frame, 'UserId', 128), reason: readReason(frame) };
    default:
      throw badRequest('The Action must be SEND_MESSAGE, DELETE_MESSAGE or DISCONNECT_USER');
  }
}

const readReason = (frame: Readonly<Record<string, unknown>>) => optionalText(frame, 'Reason', 256);

function optionalText(
  frame: Readonly<Record<string, unknown>>,
  name: string,
  maxLength: number,
): string | undefined {
  return frame[name] === undefined || frame[name] === null
    ? undefined
    : text(frame, name, maxLength);
}

function text(frame: Readonly<Record<string, unknown>>, name: string, maxLength: number): string {
  const value = frame[name];
  if (typeof value !== 'string' || value === '') {
    throw badRequest(`${name} must be a string that is not empty`);
  }
  if (value.length > maxLength) throw badRequest(`${name} has more than ${maxLength} characters`);
  return value;
}

function readAttributes(value: unknown): Attributes {
  if (value === undefined || value === null) return {};
  if (!isObject(value) || !Object.values(value).every((one) => typeof one === 'string')) {
    throw badRequest('Attributes must be an object of strings');
  }
  const attributes = value as Attributes;
  if (attributesSize(attributes) > MAX_ATTRIBUTES_BYTES) {
    throw new ChatRefusal(413, `Attributes have more than ${MAX_ATTRIBUTES_BYTES} bytes`);
  }
  return attributes;
}

/** A frame for clients, and its id. */
export interface ChatFrame {
  readonly id: string;
  readonly bytes: Buffer;
}

function makeFrame(members: Readonly<Record<string, unknown>>): ChatFrame {
  const id = randomId(12);
  return { id, bytes: Buffer.from(JSON.stringify({ Id: id, ...members })) };
}

const sendTime = (now: number) => ({ SendTime: new Date(now).toISOString() });

export const messageFrame = (
  now: number,
  sender: { readonly userId: string; readonly attributes: Attributes },
  message: Extract<ChatRequest, { action: 'SEND_MESSAGE' }>,
): ChatFrame =>
  makeFrame({
    Type: 'MESSAGE',
    RequestId: message.requestId,
    Attributes: message.attributes,
    Content: message.content,
    ...sendTime(now),
    Sender: { UserId: sender.userId, Attributes: sender.attributes },
  });

export const eventFrame = (
  now: number,
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  requestId?: string,
): ChatFrame =>
  makeFrame({
    Type: 'EVENT',
    RequestId: requestId,
    EventName: name,
    Attributes: attributes,
    ...sendTime(now),
  });

export const errorFrame = (
  requestId: string | undefined,
  { code, message }: Pick<ChatRefusal, 'code' | 'message'>,
): ChatFrame =>
  makeFrame({ Type: 'ERROR', RequestId: requestId, ErrorCode: code, ErrorMessage: message });

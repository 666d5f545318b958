/** A room of IVS Chat as the control plane stores it. */
export interface ChatRoomRecord {
  readonly arn: string;
  /** The last segment of the ARN. */
  readonly id: string;
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  /** Milliseconds since the epoch. */
  readonly updatedAt: number;
  /** Code points of a message's content. */
  readonly maximumMessageLength: number;
  /** Messages that everybody in the room may send together. */
  readonly maximumMessageRatePerSecond: number;
}

/** What the holder of a token may do besides reading. */
export const chatCapabilities = ['SEND_MESSAGE', 'DELETE_MESSAGE', 'DISCONNECT_USER'] as const;

export type ChatCapability = (typeof chatCapabilities)[number];

/** What a token lets its holder do, once: to connect to a room as a user, until the session ends. */
export interface ChatSession {
  readonly roomArn: string;
  readonly userId: string;
  readonly capabilities: ReadonlySet<ChatCapability>;
  /** Attached to each message of the user. */
  readonly attributes: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly endsAt: number;
}

/** Bytes of the keys and values of attributes, in UTF-8. AWS allows 1 KB. */
export function attributesSize(attributes: Readonly<Record<string, string>>): number {
  return Object.entries(attributes).reduce(
    (sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value),
    0,
  );
}

export const MAX_ATTRIBUTES_BYTES = 1024;

import {
  ChatRoom,
  type ChatError,
  DeleteMessageRequest,
  DisconnectUserRequest,
  SendMessageRequest,
} from 'amazon-ivs-chat-messaging';

// Runs in a page with nothing but the IVS Chat SDK, and records what it is told.

/** What the SDK told, oldest first. */
export type ChatLog = readonly string[];

const log: string[] = [];
let room: ChatRoom | undefined;

/** @param tokens - One for each connection; then there are no more. */
function connect(url: string, tokens: string[]): void {
  room = new ChatRoom({
    regionOrUrl: url,
    tokenProvider: () => {
      const token = tokens.shift();
      return token === undefined
        ? Promise.reject(new Error('There are no more tokens.'))
        : Promise.resolve({ token });
    },
  });
  room.logLevel = 'error';
  room.addListener('connect', () => log.push('connect'));
  room.addListener('disconnect', (reason) => log.push(`disconnect ${reason}`));
  room.addListener('message', ({ content, sender, attributes }) =>
    log.push(`message ${sender.userId} ${content} ${JSON.stringify(attributes)}`),
  );
  room.addListener('event', ({ eventName, attributes }) =>
    log.push(`event ${eventName} ${JSON.stringify(attributes)}`),
  );
  room.addListener('messageDelete', ({ reason }) => log.push(`deleted ${reason}`));
  room.addListener('userDisconnect', ({ userId }) => log.push(`disconnected ${userId}`));
  room.connect();
}

const codeOf = (error: unknown): string => `refused ${(error as ChatError).errorCode}`;

/** Sends a message. Returns its id, or why it was refused. */
async function say(text: string, attributes: Record<string, string>): Promise<string> {
  return (
    room?.sendMessage(new SendMessageRequest(text, attributes)).then(({ id }) => id, codeOf) ??
    'not connected'
  );
}

async function deleteMessage(id: string, reason: string): Promise<string> {
  return (
    room?.deleteMessage(new DeleteMessageRequest(id, reason)).then(() => 'done', codeOf) ??
    'not connected'
  );
}

async function disconnectUser(id: string): Promise<string> {
  return (
    room?.disconnectUser(new DisconnectUserRequest(id)).then(() => 'done', codeOf) ??
    'not connected'
  );
}

const chatTools = { connect, say, deleteMessage, disconnectUser, log: (): ChatLog => log };
window.chatTools = chatTools;

declare global {
  interface Window {
    chatTools: typeof chatTools;
  }
}

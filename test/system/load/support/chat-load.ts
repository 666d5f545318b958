import { CreateChatTokenCommand, CreateRoomCommand, IvschatClient } from '@aws-sdk/client-ivschat';
import type { ServerProcess } from '../../../support/server-process.ts';
import { ChatClient } from '../../local/chat/support/chat-client.ts';

/** People without browsers in chat rooms of a server. */
export class ChatLoad {
  readonly #client: IvschatClient;
  readonly #url: string;
  readonly people: ChatClient[] = [];

  constructor({ facts, url }: ServerProcess) {
    const { endpoint, credentials } = facts;
    this.#client = new IvschatClient({ region: 'us-east-1', endpoint, credentials });
    this.#url = `${url.replace('http', 'ws')}/chat/messaging`;
  }

  /** Creates a room with the highest message rate. Returns its ARN. */
  async createRoom(): Promise<string> {
    const command = new CreateRoomCommand({ maximumMessageRatePerSecond: 100 });
    return String((await this.#client.send(command)).arn);
  }

  /** Connects people to a room, 20 at a time. They keep what they receive unless they are said to be idle. */
  async connect(roomIdentifier: string, count: number, idle = false): Promise<ChatClient[]> {
    const connected: ChatClient[] = [];
    while (connected.length < count) {
      const batch = Array.from({ length: Math.min(20, count - connected.length) }, (_, index) =>
        this.#connect(roomIdentifier, `user-${connected.length + index}`, idle),
      );
      connected.push(...(await Promise.all(batch)));
    }
    this.people.push(...connected);
    return connected;
  }

  close(): void {
    for (const { socket } of this.people.splice(0)) socket.terminate();
    this.#client.destroy();
  }

  async #connect(roomIdentifier: string, userId: string, idle: boolean): Promise<ChatClient> {
    const { token = '' } = await this.#client.send(
      new CreateChatTokenCommand({ roomIdentifier, userId, capabilities: ['SEND_MESSAGE'] }),
    );
    const person = await new ChatClient(this.#url, token).connected();
    if (idle) person.socket.removeAllListeners('message');
    return person;
  }
}

import { CreateChatTokenCommand, type IvschatClient } from '@aws-sdk/client-ivschat';
import { cutName, type ChannelRole } from '../../api/channel.ts';
import type { OpenChannelResponse } from '../../api/channel-schemas.ts';
import { nowSeconds } from '../time.ts';

/** Longest session in the channel, in minutes: whoever lost a right has it in an open connection until then. */
const SESSION_MINUTES = 60;

export interface ChatTokenRequest {
  readonly channelArn: string;
  readonly participantId: string;
  readonly name: string;
  readonly role: ChannelRole;
  readonly mayWrite: boolean;
  /** When the room ends, in epoch seconds. */
  readonly endsAt: number;
}

/** Makes tokens of IVS Chat, each of which opens one connection. */
export class ChatTokens {
  readonly #client: IvschatClient;
  readonly #endpoint: string;

  /** @param endpoint - Where browsers connect. */
  constructor(client: IvschatClient, endpoint: string) {
    this.#client = client;
    this.#endpoint = endpoint;
  }

  /** Name and role are in the token, so that nobody can write as somebody else. */
  async issue(request: ChatTokenRequest): Promise<OpenChannelResponse> {
    const { channelArn, participantId, name, role, mayWrite, endsAt } = request;
    const left = Math.ceil((endsAt - nowSeconds()) / 60);
    const answer = await this.#client.send(
      new CreateChatTokenCommand({
        roomIdentifier: channelArn,
        userId: participantId,
        capabilities: [
          ...(mayWrite ? (['SEND_MESSAGE'] as const) : []),
          ...(role === 'host' ? (['DELETE_MESSAGE', 'DISCONNECT_USER'] as const) : []),
        ],
        sessionDurationInMinutes: Math.min(Math.max(left, 1), SESSION_MINUTES),
        attributes: { name: cutName(name), role },
      }),
    );
    const { token, tokenExpirationTime, sessionExpirationTime } = answer;
    if (!token || !tokenExpirationTime || !sessionExpirationTime) {
      throw new Error('CreateChatToken answered without a token or its times.');
    }
    return {
      endpoint: this.#endpoint,
      token,
      tokenExpiresAt: tokenExpirationTime.toISOString(),
      sessionExpiresAt: sessionExpirationTime.toISOString(),
      userId: participantId,
      role,
      mayWrite,
    };
  }
}

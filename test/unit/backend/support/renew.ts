import type {
  ParticipantTokens,
  TokenRoom,
} from '../../../../src/backend/people/participant-tokens.ts';

/** Renews a token as the API does. */
export async function renew(
  tokens: ParticipantTokens,
  room: TokenRoom,
  { token, ...request }: { name: string; role?: 'speaker'; token: string },
) {
  const { id } = await tokens.holder(room, token);
  return tokens.issue(room, { ...request, id });
}

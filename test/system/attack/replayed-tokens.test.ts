import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import {
  DeletePublicKeyCommand,
  DisconnectParticipantCommand,
  IVSRealTimeClient,
} from '@aws-sdk/client-ivs-realtime';
import type { JoinRoomResponse, Role } from '../../../src/api/schemas.ts';
import { MediaClient } from '../local/stage/support/media-client.ts';
import { StageClient } from '../local/stage/support/stage-client.ts';
import { waitFor } from '../../support/eventually.ts';
import { record, soak } from '../../support/record.ts';
import {
  assertNotRenewed,
  assertRefusedByStage,
  knock,
  type Refusal,
  type Sample,
} from './support/doors.ts';
import { claimsOf } from './support/forge.ts';
import { Target } from './support/target.ts';

const target = Target.forThisFile();

type Participant = JoinRoomResponse['participant'];

let roomId: string;
let ivs: IVSRealTimeClient;

async function prepare(): Promise<void> {
  roomId = (await target.createRoom()).room.id;
  const { endpoint, credentials } = target.server.facts;
  ivs = new IVSRealTimeClient({ region: 'us-east-1', endpoint, credentials });
}

const apiUrl = (room: string): string => `${target.url}/api/rooms/${room}/participants`;

async function join(role: Role, token?: string, room = roomId): Promise<Participant> {
  const body = { name: 'Eve', role, ...(token !== undefined && { token }) };
  const response = await target.post(`/api/rooms/${room}/participants`, body);
  assert.equal(response.status, 201);
  return ((await response.json()) as JoinRoomResponse).participant;
}

async function offerTo(client: StageClient, action: string, id: string, token: string) {
  const media = action === 'publish' ? MediaClient.publisher(7) : MediaClient.subscriber();
  const response = await client.post(action, id, media.offer, token);
  media.close();
  return { status: response.status, text: await response.text() };
}

const REMOVED: Refusal = { join: /JOIN_ERROR.*"PARTICIPANT_DISCONNECTED"/, status: 403 };

describe('a valid token that is used again', () => {
  before(prepare);

  it('does not restore a right that an exchange has removed', async () => {
    const speaker = await join('speaker');
    const client = await new StageClient(speaker.token).joined();
    // The issue time has a resolution of one second, and those of the two tokens must differ.
    const first = Number(claimsOf(speaker.token)['iat']);
    await waitFor('the next second', () => Date.now() / 1000 > first + 1);
    const demoted = await join('listener', speaker.token);
    assert.equal(demoted.id, speaker.id);
    assert.equal((await client.exchange(demoted.token)).error, undefined);
    const again = await offerTo(client, 'publish', speaker.id, speaker.token);
    assert.equal(again.status, 403);
    client.socket.close();
  });

  it('is refused after its participant was removed, even if renewed', async () => {
    const eve = await join('speaker');
    const client = await new StageClient(eve.token).joined();
    const stageArn = String(claimsOf(eve.token)['resource']);
    await ivs.send(new DisconnectParticipantCommand({ stageArn, participantId: eve.id }));
    await waitFor('the end', () => client.closed);
    const sample: Sample = { token: eve.token, apiUrl: apiUrl(roomId) };
    await assertRefusedByStage(sample, 'removed', eve.token, REMOVED);
    // The API does not know who was removed. The stage does, by the participant id, which a renewal keeps.
    await assertRefusedByStage(
      sample,
      'removed and renewed',
      (await join('speaker', eve.token)).token,
      REMOVED,
    );
  });

  it('is valid after a key rotation, and refused everywhere once its key is revoked', async () => {
    const old = await join('speaker');
    const sample: Sample = { token: old.token, apiUrl: apiUrl(roomId) };
    await rotate(false);
    assert.match(await knock(sample, old.token), /STAGE_STATE/);
    // Revoking waits 35 s until no function has the old key cached. All that the stage sees is that the key is deleted.
    if (soak) await rotate(true);
    else await ivs.send(new DeletePublicKeyCommand({ arn: keyIdOf(old.token) }));
    await assertRefusedByStage(sample, 'revoked', old.token);
    if (soak) await assertNotRenewed(sample, 'revoked', old.token);
    record({
      part: 'Attack',
      what: 'Tokens: replayed after a removal, an exchange, a revocation',
      tried: '4 replays',
      outcome: 'all refused',
    });
  });
});

const keyIdOf = (token: string): string => {
  const header = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString();
  return (JSON.parse(header) as { kid: string }).kid;
};

async function rotate(revoke: boolean): Promise<void> {
  const event = { action: 'rotate', revoke };
  const { functionError, payload } = await target.server.invoke('rotate-key-pair', event);
  assert.equal(functionError, undefined, payload);
}

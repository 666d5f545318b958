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
import { assertNotRenewed, assertRefusedByStage, knock, type Sample } from './support/doors.ts';
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

describe('a true token in the wrong hands, place or time', () => {
  before(prepare);

  it('gives a listener no right to publish, nor to publish as somebody else', async () => {
    const listener = await join('listener');
    const speaker = await join('speaker');
    const client = await new StageClient(listener.token).joined();
    const own = await offerTo(client, 'publish', listener.id, listener.token);
    assert.equal(own.status, 403);
    assert.match(own.text, /2003/);
    const others = await offerTo(client, 'publish', speaker.id, listener.token);
    assert.equal(others.status, 403);
    const borrowed = await offerTo(client, 'publish', listener.id, speaker.token);
    assert.equal(borrowed.status, 403);
    client.socket.close();
  });

  it('can not be exchanged for another participant, another stage, or an end that has passed', async () => {
    const eve = await join('listener');
    const ben = await join('speaker');
    const elsewhere = await target.createRoom();
    const client = await new StageClient(eve.token).joined();
    for (const token of [ben.token, elsewhere.participant.token, `${ben.token}x`, '', 'null']) {
      assert.ok((await client.exchange(token)).error);
    }
    assert.equal(client.closed, undefined);
    await assertNotRenewed(
      { token: eve.token, apiUrl: apiUrl(elsewhere.room.id) },
      'swapped',
      eve.token,
    );
    client.socket.close();
  });

  it('brings back no right that an exchange has taken', async () => {
    const speaker = await join('speaker');
    const client = await new StageClient(speaker.token).joined();
    // Seconds are all that a token's time has: the two must differ.
    const first = Number(claimsOf(speaker.token)['iat']);
    await waitFor('the next second', () => Date.now() / 1000 > first + 1);
    const demoted = await join('listener', speaker.token);
    assert.equal(demoted.id, speaker.id);
    assert.equal((await client.exchange(demoted.token)).error, undefined);
    const again = await offerTo(client, 'publish', speaker.id, speaker.token);
    assert.equal(again.status, 403);
    client.socket.close();
  });

  it('is worth nothing after its holder was removed, renewed or not', async () => {
    const eve = await join('speaker');
    const client = await new StageClient(eve.token).joined();
    const stageArn = String(claimsOf(eve.token)['resource']);
    await ivs.send(new DisconnectParticipantCommand({ stageArn, participantId: eve.id }));
    await waitFor('the end', () => client.closed);
    const sample: Sample = { token: eve.token, apiUrl: apiUrl(roomId) };
    await assertRefusedByStage(sample, 'removed', eve.token);
    // The API keeps no list of who was removed: the stage does, by participant id, which a renewal keeps.
    await assertRefusedByStage(
      sample,
      'removed and renewed',
      (await join('speaker', eve.token)).token,
    );
  });

  it('joins after a rotation, and nowhere once its key is revoked', async () => {
    const old = await join('speaker');
    const sample: Sample = { token: old.token, apiUrl: apiUrl(roomId) };
    await rotate(false);
    assert.match(await knock(sample, old.token), /STAGE_STATE/);
    // Whoever revokes waits 35 s for the last copy of a key; what the stage sees of it is that the key goes.
    if (soak) await rotate(true);
    else await ivs.send(new DeletePublicKeyCommand({ arn: keyIdOf(old.token) }));
    await assertRefusedByStage(sample, 'revoked', old.token);
    if (soak) await assertNotRenewed(sample, 'revoked', old.token);
    record({
      part: 'Attack',
      what: 'Tokens: replayed after a kick, an exchange, a revocation; exchanged for others',
      tried: '14 replays',
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

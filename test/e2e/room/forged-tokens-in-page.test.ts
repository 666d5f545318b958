import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DeleteStageCommand } from '@aws-sdk/client-ivs-realtime';
import { WebSocket } from 'ws';
import { claimsOf, TokenForge } from '../support/token-forge.ts';
import { E2eWorld } from '../support/e2e-world.ts';

const world = E2eWorld.forThisFile();

/** Error codes of the SDK. */
const Code = { TokenMalformed: 1, TokenExpired: 2, StageDeleted: 9 } as const;

const nowSeconds = (): number => Math.floor(Date.now() / 1000);

describe('a token', () => {
  it('joins a stage through the SDK only as the backend made it', async () => {
    const forge = await TokenForge.open(world.server);
    const { room } = await world.api.create('Host');
    const { participant } = await world.api.join(room.id, 'Lea', 'listener');
    const gone = await world.api.create('Gone');
    await world.ivs.send(
      new DeleteStageCommand({ arn: String(claimsOf(gone.participant.token)['resource']) }),
    );
    const { token } = participant;
    const widened = { capabilities: { allow_publish: true, allow_subscribe: true } };
    const refused: Record<string, [token: string, code: number]> = {
      'signed by another key': [forge.signWithOwnKey(token), Code.TokenMalformed],
      'naming a key that was never imported': [
        forge.signWithOwnKey(token, 'arn:aws:ivs:us-east-1:000000000000:public-key/abcdefabcdef'),
        Code.TokenMalformed,
      ],
      unsigned: [forge.unsign(token), Code.TokenMalformed],
      widened: [forge.tamper(token, widened), Code.TokenMalformed],
      expired: [
        forge.resign(token, { iat: nowSeconds() - 7200, exp: nowSeconds() - 3600 }),
        Code.TokenExpired,
      ],
      'for a stage that was deleted': [gone.participant.token, Code.StageDeleted],
      'for another stage than its topic': [
        forge.resign(token, { resource: claimsOf(gone.participant.token)['resource'] }),
        Code.TokenMalformed,
      ],
    };

    const stranger = await world.stranger();
    for (const [kind, [bad, code]] of Object.entries(refused)) {
      const visit = await stranger.join(bad, { tone: 400 });
      const { connected, errors, published } = await stranger.look(visit);
      assert.deepEqual({ connected, published }, { connected: false, published: false }, kind);
      assert.ok(errors.includes(code), `${kind}: ${errors.join()} and not ${code}`);
    }
    const visit = await stranger.join(token);
    assert.equal((await stranger.look(visit)).connected, true);
  });

  it('of a listener subscribes and cannot publish', async () => {
    const { room } = await world.api.create('Host');
    const { participant } = await world.api.join(room.id, 'Lea', 'listener');
    const ann = await world.arrive('Ann');
    await ann.listenIn(room.id);
    const stranger = await world.stranger();

    const visit = await stranger.join(participant.token, { tone: 400 });
    const publish = await media('publish', participant.id, participant.token);
    assert.deepEqual(
      [publish.status, await publish.json()],
      [403, { code: 2003, message: 'The token does not allow the participant to publish' }],
    );
    await ann.seesListeners(2);
    await ann.seesOnStage();
    const { connected, published } = await stranger.look(visit);
    assert.deepEqual({ connected, published }, { connected: true, published: false });
  });

  it('gives no access to another room or to another participant', async () => {
    const mine = await world.api.create('Mine');
    const theirs = await world.api.create('Theirs');
    const ann = await world.arrive('Ann', { tone: 520 });
    await ann.speakIn(theirs.room.id);
    const annId = (await ann.participant()).id;
    const { token } = mine.participant;
    const stranger = await world.stranger();
    await stranger.join(token);

    const listening = await media('subscribe', annId, token);
    assert.equal(listening.status, 404);
    const speaking = await media('publish', annId, token);
    assert.equal(speaking.status, 403);
    assert.equal(
      await firstMessage(`${theirs.room.id}/publishers`, token),
      'aws:ivs:JOIN_ERROR TOKEN_INVALID',
    );
    const renewal = await world.api.renew(theirs.room.id, { name: 'Me', role: 'speaker', token });
    assert.equal(renewal.status, 403);
    assert.equal(((await renewal.json()) as { code: string }).code, 'TOKEN_REFUSED');

    await ann.seesOnStage('Ann, you');
  });

  it('is required to publish and to subscribe', async () => {
    for (const action of ['publish', 'subscribe'] as const) {
      assert.equal((await media(action, 'someone', '')).status, 401, action);
    }
  });
});

/** Sends a media request with a minimal offer, as a script would. */
function media(action: 'publish' | 'subscribe', id: string, token: string): Promise<Response> {
  return fetch(`${world.server.url}/stages/whip/${action}/${id}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/sdp' },
    body: OFFER,
  });
}

/** Returns the type of the first message on the events socket, and the code if it is a refusal. */
function firstMessage(topic: string, token: string): Promise<string> {
  const address = `${world.server.url.replace('http', 'ws')}/stages/events?error_over_ws=1&topic=${topic}`;
  const socket = new WebSocket(address, token);
  return new Promise<string>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('close', () => reject(new Error('The socket closed without a message.')));
    socket.on('message', (data: Buffer) => {
      const { type, payload } = JSON.parse(data.toString()) as {
        type: string;
        payload: { code?: string };
      };
      resolve([type, payload.code].filter(Boolean).join(' '));
      socket.terminate();
    });
  });
}

const OFFER = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'a=group:BUNDLE 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'c=IN IP4 0.0.0.0',
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  `a=fingerprint:sha-256 ${Array(32).fill('AB').join(':')}`,
  'a=setup:actpass',
  'a=mid:0',
  'a=sendrecv',
  'a=rtcp-mux',
  'a=rtpmap:111 opus/48000/2',
  'a=ssrc:1234 cname:a',
  '',
].join('\r\n');

import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'node:test';
import type {
  CreateRoomResponse,
  JoinRoomResponse,
  Participant,
  RoomDetails,
} from '../../../src/api/schemas.ts';
import { waitFor } from '../../support/eventually.ts';
import { record } from '../../support/record.ts';
import type { MediaClient } from '../local/stage/support/media-client.ts';
import { StageClient } from '../local/stage/support/stage-client.ts';
import { assertRefusedByStage, type Refusal, type Sample } from './support/doors.ts';
import { Target } from './support/target.ts';

const target = Target.forThisFile();

const DISCONNECTED: Refusal = { join: /JOIN_ERROR.*"PARTICIPANT_DISCONNECTED"/, status: 403 };
const EVE = 'E'.repeat(43);

// Eve has a client of her own: it does what it likes with whatever tokens it ever had.
describe('a decision of a host', () => {
  let room: CreateRoomResponse;
  let path: string;
  const clients: StageClient[] = [];
  const media: MediaClient[] = [];

  beforeEach(async () => {
    room = await target.createRoom();
    path = `/api/rooms/${room.room.id}`;
  });
  afterEach(() => {
    for (const { socket } of clients.splice(0)) socket.close();
    for (const one of media.splice(0)) one.close();
  });

  const send = (method: string, to: string, body?: object, bearer?: string) =>
    fetch(target.url + path + to, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const asHost = async (method: string, to: string, body?: object) => {
    const answer = await send(method, to, body, room.hostKey);
    assert.equal(answer.status, 200, await answer.clone().text());
    return (await answer.json()) as RoomDetails;
  };
  const refusal = async (answer: Promise<Response>) => {
    const response = await answer;
    return response.ok ? response.status : ((await response.json()) as { code: string }).code;
  };
  const tryJoin = (request: object, bearer?: string) =>
    send('POST', '/participants', { name: 'Eve', ...request }, bearer);
  const join = async (request: object = {}): Promise<Participant> => {
    const answer = await tryJoin(request);
    assert.equal(answer.status, 201, await answer.clone().text());
    return ((await answer.json()) as JoinRoomResponse).participant;
  };
  const enter = async (token: string): Promise<StageClient> => {
    const client = await new StageClient(token).joined();
    clients.push(client);
    return client;
  };
  const look = async () => (await send('GET', '')).json() as Promise<RoomDetails>;
  const sampleOf = ({ token }: Participant): Sample => ({
    token,
    apiUrl: `${target.url}${path}/participants`,
  });
  const publish = async (client: StageClient, ssrc: number) =>
    void media.push(await client.publish(ssrc));
  const isOut = (what: string, client: StageClient) => waitFor(what, () => client.closed);

  it('to remove somebody holds against every token and every name', async () => {
    const eve = await join({ role: 'speaker', visitor: EVE });
    const tokens = [eve.token, (await join({ token: eve.token })).token];
    const other = await join({ role: 'speaker', visitor: EVE }); // a second tab
    const [live, second] = [await enter(eve.token), await enter(other.token)];
    await publish(live, 7);
    await asHost('DELETE', `/participants/${eve.id}`);
    await isOut('Eve', live);
    await isOut('her other tab', second);
    for (const token of tokens) {
      await assertRefusedByStage(sampleOf(eve), 'removed', token, DISCONNECTED);
    }
    await assertRefusedByStage(sampleOf(other), 'removed', other.token, DISCONNECTED);
    for (const token of [...tokens, other.token]) {
      for (const role of ['listener', 'speaker']) {
        assert.equal(await refusal(tryJoin({ role, token })), 'REMOVED');
        assert.equal(await refusal(tryJoin({ role, token, visitor: 'F'.repeat(43) })), 'REMOVED');
      }
    }
    for (const name of ['Eve', 'Ann', 'Somebody Else']) {
      assert.equal(await refusal(tryJoin({ name, visitor: EVE })), 'REMOVED');
    }
    assert.equal(await refusal(send('PUT', `/hands/${eve.id}`, undefined, eve.token)), 'REMOVED');
    record({
      part: 'Attack',
      what: 'A removed participant: old tokens, renewals, a second tab, other names',
      tried: '18 ways back',
      outcome: 'all refused',
    });
  });

  it('to remove somebody holds against tokens that were never used', async () => {
    const eve = await join({ visitor: EVE });
    const hoard = [
      await join({ role: 'speaker', visitor: EVE }),
      await join({ role: 'speaker', visitor: EVE }),
    ] as const;
    await asHost('DELETE', `/participants/${eve.id}`);
    // IVS knows nothing of these. What they do on stage gives them away at once, that they listen by the next count.
    const speaker = await enter(hoard[0].token);
    await publish(speaker, 8);
    await isOut('who publishes', speaker);
    const listener = await enter(hoard[1].token);
    await waitFor(
      'the count to find who listens',
      async () => {
        await look();
        return listener.closed;
      },
      30_000, // a count is fresh for ten seconds
    );
    await assertRefusedByStage(sampleOf(hoard[1]), 'found', hoard[1].token, DISCONNECTED);
  });

  it('to lock the room keeps out whoever comes with a new browser', async () => {
    const eve = await join({ visitor: EVE });
    await asHost('PATCH', '', { locked: true });
    await asHost('DELETE', `/participants/${eve.id}`);
    for (const visitor of [undefined, 'F'.repeat(43), 'G'.repeat(43)]) {
      assert.equal(await refusal(tryJoin({ visitor })), 'ROOM_LOCKED');
    }
    for (const bearer of ['A'.repeat(43), eve.token]) {
      assert.equal(await refusal(tryJoin({}, bearer)), 'NOT_HOST');
    }
  });

  it('to take somebody off the stage is obeyed without a gap, or enforced after three seconds', async () => {
    const [ann, eve] = [
      await join({ role: 'speaker' }),
      await join({ role: 'speaker', visitor: EVE }),
    ];
    const [obedient, hostile] = [await enter(ann.token), await enter(eve.token)];
    await publish(obedient, 9);
    await publish(hostile, 10);
    const { asks } = await asHost('DELETE', `/participants/${ann.id}/stage`);
    assert.deepEqual(
      asks.map(({ id, ask }) => [id, ask]),
      [[ann.id, 'step-back']],
    );
    const listening = await join({ token: ann.token });
    assert.equal(listening.id, ann.id);
    assert.equal((await obedient.exchange(listening.token)).error, undefined);
    const at = Date.now();
    await asHost('DELETE', `/participants/${eve.id}/stage`);
    await isOut('who ignores it', hostile);
    assert.ok(Date.now() - at >= 2_900, `${Date.now() - at} ms`);
    assert.equal(obedient.closed, undefined);

    // Eve comes back as another participant, who may listen and nothing else.
    await assertRefusedByStage(sampleOf(eve), 'taken off', eve.token, DISCONNECTED);
    assert.equal(
      await refusal(tryJoin({ token: eve.token, role: 'speaker' })),
      'STAGE_BY_INVITATION',
    );
    assert.equal(await refusal(tryJoin({ visitor: EVE, role: 'speaker' })), 'STAGE_BY_INVITATION');
    const back = await join({ token: eve.token });
    assert.notEqual(back.id, eve.id);
    const listener = await enter(back.token);
    assert.equal(
      await refusal(tryJoin({ token: back.token, role: 'speaker' })),
      'STAGE_BY_INVITATION',
    );

    await asHost('PUT', `/participants/${back.id}/stage`);
    assert.deepEqual((await join({ token: back.token, role: 'speaker' })).capabilities, [
      'PUBLISH',
      'SUBSCRIBE',
    ]);
    assert.equal(listener.closed, undefined);
  });

  it('to invite to the stage holds against tokens from before, and spares who is on it', async () => {
    const [ann, eve] = [
      await join({ role: 'speaker' }),
      await join({ role: 'speaker', visitor: EVE }),
    ];
    const [speaker, hostile] = [await enter(ann.token), await enter(eve.token)];
    await publish(speaker, 11);
    await waitFor('the event', async () => (await look()).speakers.length === 1);
    await asHost('PATCH', '', { stage: 'invited' });
    await publish(hostile, 12);
    await isOut('who was not invited', hostile);
    assert.equal(speaker.closed, undefined);
    assert.deepEqual((await join({ token: ann.token, role: 'speaker' })).id, ann.id);
  });

  it('is nothing that a participant can take, or undo', async () => {
    const [ann, eve] = [await join(), await join({ visitor: EVE })];
    for (const bearer of [undefined, eve.token, ann.token, 'A'.repeat(43)]) {
      const calls = [
        send('PATCH', '', { locked: true }, bearer),
        send('DELETE', '', undefined, bearer),
        send('PUT', `/participants/${eve.id}/stage`, undefined, bearer),
        send('DELETE', `/participants/${ann.id}/stage`, undefined, bearer),
        send('POST', `/participants/${ann.id}/mute`, {}, bearer),
        send('DELETE', `/participants/${ann.id}`, undefined, bearer),
      ];
      for (const call of calls) assert.equal(await refusal(call), 'NOT_HOST');
    }
    for (const bearer of [undefined, eve.token, 'x']) {
      for (const method of ['PUT', 'DELETE']) {
        const call = send(method, `/hands/${ann.id}`, undefined, bearer);
        assert.equal(await refusal(call), 'TOKEN_REFUSED');
      }
    }
    assert.equal(
      await refusal(send('DELETE', `/hands/${ann.id}`, undefined, 'A'.repeat(43))),
      'NOT_HOST',
    );
    assert.equal(
      await refusal(send('DELETE', '/participants/x%20y', undefined, room.hostKey)),
      'NOT_FOUND',
    );
    const details = await look();
    assert.deepEqual([details.locked, details.hands, details.invited], [false, [], []]);
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ProblemCode } from '../../../src/api/problem-codes.ts';
import { routes } from '../../../src/api/routes.ts';
import type {
  CreateRoomResponse,
  RoomForHosts,
  JoinRoomResponse,
  RoomDetails,
} from '../../../src/api/schemas.ts';
import { resources } from '../../../src/local/shared/local-deployment.ts';
import { schemaValidator } from '../../../src/backend/http/json-body.ts';
import { waitFor } from '../../support/eventually.ts';
import { stageUpdate } from '../../unit/backend/support/stage-model.ts';
import { functions } from '../../../src/backend/functions.ts';
import { deploy, type Answer, type Deployment } from './support/handler-deployment.ts';

/** Bytes, which a cold start has to read. Of functions that use a channel, and so have one client more. */
const BUNDLE_BUDGET = { others: 400_000, channel: 450_000 };

const NAME = 'Zoë Quicksilver';

interface Bodies {
  'create-room': CreateRoomResponse;
  'join-room': JoinRoomResponse;
  'get-room': RoomDetails;
  'change-room': RoomForHosts;
}

describe('the deployed handlers', () => {
  let deployment: Deployment;
  let created: CreateRoomResponse;

  before(async () => {
    deployment = await deploy();
    const { functionError } = await deployment.invoke('rotate-key-pair', {
      tf: { action: 'create', prev_input: null },
    });
    assert.equal(functionError, undefined);
    created = read('create-room', await deployment.api('create-room', { name: NAME }));
  });
  after(() => deployment.close());

  /** @returns the body of a successful answer, which must match its schema. */
  function read<R extends keyof Bodies>(route: R, answer: Answer): Bodies[R] {
    const { status, schema } = routes[route].response;
    assert.equal(answer.statusCode, status, answer.body);
    assert.equal(answer.headers['content-type'], 'application/json');
    const body: unknown = JSON.parse(answer.body);
    assert.deepEqual(schemaValidator(schema).validate(body), { valid: true, errors: [] });
    return body as Bodies[R];
  }
  const problemOf = ({ statusCode, body }: Answer) => {
    const { code } = JSON.parse(body) as { code: ProblemCode };
    return [statusCode, code];
  };
  const get = async () =>
    read('get-room', await deployment.api('get-room', undefined, created.room.id));

  it('have bundles within their budget', () => {
    for (const { name, bytes } of deployment.files) {
      const definition = Object.entries(functions).find(([one]) => name.includes(`/${one}.cjs`));
      const uses = Object.keys(definition?.[1].uses ?? {});
      const isTold = uses.includes('channels') || uses.includes('namedChannels');
      assert.ok(bytes <= BUNDLE_BUDGET[isTold ? 'channel' : 'others'], `${name}: ${bytes}`);
    }
  });

  it('create a room that can be joined and read', async () => {
    const answer = await deployment.api(
      'join-room',
      { name: 'Bob', role: 'speaker' },
      created.room.id,
    );
    const { room, participant } = read('join-room', answer);
    assert.equal(answer.headers['cache-control'], 'no-store');
    assert.deepEqual({ ...room, now: '' }, { ...created.room, now: '' });
    assert.ok(Math.abs(Date.parse(room.now) - Date.now()) < 5_000, room.now);
    assert.deepEqual(participant.capabilities, ['PUBLISH', 'SUBSCRIBE']);
    const lobby = await deployment.api('get-room', undefined, created.room.id);
    assert.equal(lobby.headers['cache-control'], 'public, max-age=2');
    const { hands, invited, asks, audience, silenced, version, ...shown } = read('get-room', lobby);
    assert.deepEqual({ ...shown, now: '' }, { ...created.room, now: '' });
    assert.deepEqual([hands, invited, asks, audience, silenced], [[], [], [], [], []]);
    assert.equal(version, 0);
  });

  it('renew a token', async () => {
    const { id, token } = created.participant;
    const answer = await deployment.api(
      'join-room',
      { name: NAME, token, role: 'speaker' },
      created.room.id,
    );
    assert.equal(read('join-room', answer).participant.id, id);
  });

  it('refuse requests with the right code', async () => {
    const join = (body: unknown, id = created.room.id) => deployment.api('join-room', body, id);
    assert.deepEqual(problemOf(await join({ name: 5 })), [400, 'INVALID_REQUEST']);
    assert.deepEqual(problemOf(await join('{')), [400, 'INVALID_REQUEST']);
    assert.deepEqual(problemOf(await join({ name: NAME, token: 'a.b.c' })), [403, 'TOKEN_REFUSED']);
    assert.deepEqual(problemOf(await join({ name: NAME }, 'nobody')), [404, 'ROOM_NOT_FOUND']);
    assert.deepEqual(problemOf(await join({ name: NAME }, '../..')), [404, 'ROOM_NOT_FOUND']);
    assert.deepEqual(problemOf(await join('x'.repeat(9000))), [413, 'PAYLOAD_TOO_LARGE']);
    assert.deepEqual(problemOf(await deployment.api('get-room', undefined, 'nobody')), [
      404,
      'ROOM_NOT_FOUND',
    ]);
  });

  it('create a room with two AWS calls while the keys are cached', async () => {
    await deployment.api('create-room', { name: 'Bob' });
    await deployment.quiet(); // calls of functions that an earlier test set off are over
    deployment.calls.length = 0;
    await deployment.api('create-room', { name: 'Bob' });
    const calls = ['invoke:create-room', 'ivs:CreateStage', 'dynamodb:PutItem'];
    assert.deepEqual(deployment.calls, calls);
  });

  it('join a room with one AWS call while the keys are cached', async () => {
    await deployment.api('join-room', { name: 'Bob' }, created.room.id);
    await deployment.quiet(); // calls of functions that an earlier test set off are over
    deployment.calls.length = 0;
    await deployment.api('join-room', { name: 'Bob' }, created.room.id);
    assert.deepEqual(deployment.calls, ['invoke:join-room', 'dynamodb:GetItem']);
  });

  it('show who goes on stage and leaves it', async () => {
    const arn = deployment.state.stages.values()[0]?.arn ?? '';
    const told = (eventName: string, at: number) =>
      deployment.send(arn, stageUpdate(arn, { eventName, id: 'Carol', at }));
    await told('Participant Published', Date.now());
    await waitFor('a live room', async () => (await get()).live);
    assert.deepEqual((await get()).speakers, [{ id: 'Carol', name: 'Carol' }]);
    await told('Participant Unpublished', Date.now() + 1);
    await waitFor('an empty stage', async () => !(await get()).live);
  });

  it('refresh a stale count once, however many people look', async () => {
    await deployment.quiet();
    const { room } = read('create-room', await deployment.api('create-room', { name: NAME }));
    deployment.calls.length = 0;
    await Promise.all([1, 2, 3, 4].map(() => deployment.api('get-room', undefined, room.id)));
    await waitFor('a refresh', () => deployment.calls.includes('dynamodb:UpdateItem'));
    await deployment.api('get-room', undefined, room.id);
    await deployment.quiet();
    const count = (call: string) => deployment.calls.filter((one) => one === call).length;
    assert.equal(count('invoke:update-room'), 1);
    assert.equal(count('ivs:GetStage'), 1);
    assert.equal(count('ivs:ListParticipants'), 0); // the room is empty, so there is no session to list
  });

  it('rotate the key pair on request, never on a deploy', async () => {
    const arnOf = async (event: unknown) => {
      const { value, functionError } = await deployment.invoke('rotate-key-pair', event);
      assert.equal(functionError, undefined, JSON.stringify(value));
      return (value as { publicKeyArn: string }).publicKeyArn;
    };
    const first = await arnOf({ tf: { action: 'update', prev_input: {} } });
    assert.equal(await arnOf({ tf: { action: 'update', prev_input: {} } }), first);
    assert.equal(deployment.state.publicKeys.size, 1);
    const second = await arnOf({ action: 'rotate' });
    assert.notEqual(second, first);
    assert.equal(deployment.state.parameters.get(resources.publicKeyParameter)?.value, second);
    assert.equal(deployment.state.publicKeys.size, 2);
  });

  it('refuse unknown key actions', async () => {
    for (const event of [
      null,
      {},
      { action: 'delete' },
      { action: 'rotate', revoke: 'yes' },
      { tf: { action: 'x' } },
    ]) {
      const { functionError } = await deployment.invoke('rotate-key-pair', event);
      assert.equal(functionError, 'Unhandled', JSON.stringify(event));
    }
    assert.equal(deployment.state.publicKeys.size, 2);
  });

  it('write the metrics of late expiry and key age', async () => {
    assert.equal((await deployment.invoke('expire-rooms', {})).functionError, undefined);
    assert.equal((await deployment.invoke('sweep', {})).functionError, undefined);
    const metrics = deployment.log.lines
      .filter((line) => line.includes('_aws'))
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.equal(metrics.find((line) => 'ExpiryLagSeconds' in line)?.['ExpiryLagSeconds'], 0);
    assert.ok(
      metrics.some((line) => 'KeyAgeDays' in line && line['service'] === resources.deployment),
    );
  });

  it('leave no stage and no public key after a destroy', async () => {
    const terraform = { tf: { action: 'delete', prev_input: {} } };
    assert.equal((await deployment.invoke('sweep', terraform)).functionError, undefined);
    assert.equal((await deployment.invoke('rotate-key-pair', terraform)).functionError, undefined);
    assert.equal(deployment.state.stages.size, 0);
    assert.equal(deployment.state.publicKeys.size, 0);
  });

  it('have logged nothing secret', () => {
    const { log } = deployment;
    assert.match(log.lines.join('\n'), /"correlationId":"request-1"/);
    log.hide('Quicksilver');
    log.check();
  });
});

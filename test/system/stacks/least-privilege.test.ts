import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { after, before, describe, it } from 'node:test';
import { CreateRoomCommand, IvschatClient } from '@aws-sdk/client-ivschat';
import { DeleteTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateStageCommand,
  ImportPublicKeyCommand,
  IVSRealTimeClient,
} from '@aws-sdk/client-ivs-realtime';
import { generateKeyPairSync } from 'node:crypto';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { functions, type FunctionName } from '../../../src/backend/functions.ts';
import { buildHandlers } from '../../../scripts/build/handler-bundles.ts';
import type { CreateRoomResponse } from '../../../src/api/schemas.ts';
import { encodeName } from '../../../src/api/name-claims.ts';
import { RoomTable } from '../../../src/backend/rooms/room-table.ts';
import type { AwsCall } from '../../../src/local/aws/requests/aws-call.ts';
import { queueUrl, REGION, resources } from '../../../src/local/shared/local-deployment.ts';
import { startLocalServer, type LocalServer } from '../../../src/local/server/local-server.ts';
import { CREATED_TAG, DEPLOYMENT_TAG } from '../../../src/backend/functions.ts';
import { waitFor } from '../../support/eventually.ts';
import { serviceActions } from '../../unit/stacks/support/service-actions.ts';
import { actionsOf, statementsOf } from '../../unit/stacks/support/read-json.ts';
import { synthesize } from '../../unit/stacks/support/synthesize.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

function grantedTo(): Map<FunctionName, Set<string>> {
  const policies = Object.entries(
    synthesize({}).stack('backend').resource['aws_iam_role_policy'] ?? {},
  );
  return new Map(
    (Object.keys(functions) as FunctionName[]).map((name) => {
      const policy = policies.find(([id]) => id.startsWith(`${name}_policy`))?.[1] ?? {};
      const actions = statementsOf(policy).flatMap(actionsOf);
      return [name, new Set(actions.filter((action) => !serviceActions.includes(action)))];
    }),
  );
}

// Runs every function through everything it can do, failures included, on the embedded cloud, and records its AWS calls.
describe('least privilege', () => {
  const granted = grantedTo();
  const used = new Map<FunctionName, Set<string>>();
  const dist = mkdtempSync(join(tmpdir(), 'audio-rooms-privilege-'));
  let server: LocalServer;

  const record = ({ functionName, service, operation }: AwsCall) => {
    if (!functionName) return;
    const actions = used.get(functionName) ?? new Set();
    used.set(functionName, actions.add(`${service}:${operation}`));
    // Creating something with tags requires this action, though it is not a call of its own.
    if (['CreateStage', 'ImportPublicKey', 'CreateRoom'].includes(operation)) {
      actions.add(`${service}:TagResource`);
    }
  };
  const send = (method: string, path: string, body?: object, bearer?: string) =>
    fetch(`${server.url}/api/${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  const create = async () =>
    (await (await send('POST', 'rooms', { name: 'Ana' })).json()) as CreateRoomResponse;
  const hasUsed = (name: FunctionName, action: string) => used.get(name)?.has(action) === true;

  before(async () => {
    await buildHandlers(ROOT, join(dist, 'handlers'));
    server = await startLocalServer({
      port: 0,
      distDirectory: dist,
      schedules: [],
      settings: { roomLifetimeSeconds: 12 },
      onCall: record,
    });
    const client = { region: REGION, endpoint: server.endpoint, credentials: server.credentials };
    const ivs = new IVSRealTimeClient(client);
    const dynamodb = new DynamoDBClient({ ...client, endpoint: server.dynamodbEndpoint });

    const hosted = await create();
    const path = `rooms/${hosted.room.id}`;
    const guest = { name: 'Zoë' };
    // The channel comes first, so that there is one to tell of everything else.
    const openChannel = ({ room, participant }: CreateRoomResponse) =>
      send('POST', `rooms/${room.id}/channel`, undefined, participant.token);
    assert.equal((await openChannel(hosted)).status, 201);
    assert.equal((await send('POST', `${path}/participants`, guest, hosted.hostKey)).status, 201);
    assert.equal((await send('PATCH', path, { locked: true }, hosted.hostKey)).status, 200);
    assert.equal((await send('DELETE', path, undefined, hosted.hostKey)).status, 204);

    const lasting = await create();
    const { room, hostKey } = lasting;
    const roomId = room.id;
    // Two ask at once, and one has to delete its channel again.
    await waitFor('a race for the channel', async () => {
      const racing = await create();
      await Promise.all([openChannel(racing), openChannel(racing), openChannel(racing)]);
      return hasUsed('open-channel', 'ivschat:DeleteRoom');
    });
    assert.equal((await openChannel(lasting)).status, 201);

    // Someone on stage whose events have not arrived, and whose name is too long for `user_id`.
    const { user_id: userId, attributes } = encodeName('名'.repeat(40));
    const joined = new Date();
    server.account.stageServer.activeSessionId = () => 'st-AbCdEfGhIjKlM';
    server.account.stageServer.participants = () => [
      {
        participantId: 'AbCdEf1234567890',
        userId,
        attributes: { ...attributes },
        state: 'CONNECTED',
        firstJoinTime: joined,
        published: true,
        events: [{ name: 'PUBLISH_STARTED', eventTime: joined }],
      },
    ];
    await waitFor('update-room to ask about them', async () => {
      await fetch(`${server.url}/api/rooms/${roomId}`);
      return hasUsed('update-room', 'ivs:GetParticipant');
    });
    // Whoever raised a hand long ago and is not connected any more loses it, when all are looked at.
    const table = new RoomTable(dynamodb, resources.table);
    const stored = await table.get(roomId);
    assert.ok(stored);
    const hands = [{ id: lasting.participant.id, name: 'Ana', at: 1 }];
    const moderation = { ...stored.moderation, hands };
    const moderationVersion = stored.moderationVersion + 1;
    assert.ok(await table.updateModeration(stored, { ...stored, moderation, moderationVersion }));
    const stranger = `rooms/${roomId}/participants/AbCdEf1234567890`;
    assert.equal((await send('DELETE', stranger, undefined, hostKey)).status, 200);
    await waitFor('update-room to disconnect whoever was removed', () =>
      hasUsed('update-room', 'ivschat:DisconnectUser'),
    );
    await waitFor('update-room to tell that a hand is down', () =>
      hasUsed('update-room', 'ivschat:SendEvent'),
    );
    // A message that can't be read is moved to a group of its own, and fails there again.
    const sqs = new SQSClient(client);
    const QueueUrl = queueUrl(server.endpoint, resources.queue);
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '?', MessageGroupId: 'room' }));
    await waitFor('update-room to retry it', () =>
      hasUsed('update-room', 'sqs:ChangeMessageVisibility'),
    );
    sqs.destroy();

    await server.invoke('rotate-key-pair', { action: 'rotate' });
    await server.invoke('rotate-key-pair', { tf: { action: 'create' } });

    await waitFor('the room to end', async () => {
      await server.invoke('expire-rooms', {});
      return hasUsed('expire-rooms', 'dynamodb:DeleteItem');
    });

    // Leftovers of failures long ago: a stage without a room, and a key that is in no secret.
    const tags = { [DEPLOYMENT_TAG]: resources.deployment, [CREATED_TAG]: '1' };
    await ivs.send(new CreateStageCommand({ name: 'orphan', tags }));
    const chat = new IvschatClient(client);
    await chat.send(new CreateRoomCommand({ name: 'orphan', tags }));
    chat.destroy();
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
    await ivs.send(new ImportPublicKeyCommand({ name: 'orphan', publicKeyMaterial: pem, tags }));
    await server.invoke('sweep', {});

    // A stage whose record can't be written is deleted again.
    await server.invoke('rotate-key-pair', { tf: { action: 'delete' } });
    await dynamodb.send(new DeleteTableCommand({ TableName: resources.table }));
    await send('POST', 'rooms', { name: 'Ana' });
    ivs.destroy();
    dynamodb.destroy();
  });
  after(async () => {
    await server.close();
    rmSync(dist, { recursive: true, force: true });
  });

  for (const name of Object.keys(functions) as FunctionName[]) {
    it(`${name} is granted exactly the actions that it used`, () => {
      const sorted = (actions: ReadonlySet<string> = new Set()) => [...actions].sort();
      assert.deepEqual(sorted(used.get(name)), sorted(granted.get(name)));
    });
  }
});

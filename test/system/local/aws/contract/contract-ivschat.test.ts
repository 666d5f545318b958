import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  CreateChatTokenCommand,
  type CreateChatTokenCommandInput,
  CreateRoomCommand,
  type CreateRoomCommandInput,
  DeleteMessageCommand,
  DeleteRoomCommand,
  DisconnectUserCommand,
  GetRoomCommand,
  IvschatClient,
  ListRoomsCommand,
  ResourceNotFoundException,
  SendEventCommand,
  TagResourceCommand,
  UpdateRoomCommand,
  ValidationException,
} from '@aws-sdk/client-ivschat';
import { isRemote, openTarget, type ContractTarget } from './contract-target.ts';

const SECOND = 1_000;

describe(`IVS Chat (${isRemote ? 'AWS' : 'embedded'})`, () => {
  let target: ContractTarget;
  let client: IvschatClient;
  const rooms: string[] = [];

  const createRoom = async (input: CreateRoomCommandInput = {}) => {
    const room = await client.send(new CreateRoomCommand({ name: 'contract', ...input }));
    assert.ok(room.arn);
    rooms.push(room.arn);
    return { ...room, arn: room.arn };
  };
  const createToken = (roomIdentifier: string, input: Partial<CreateChatTokenCommandInput> = {}) =>
    client.send(new CreateChatTokenCommand({ roomIdentifier, userId: 'ann', ...input }));
  /** The ARN of a room of the same account that does not exist. */
  const absent = (arn: string) => arn.replace(/[^/]+$/, 'AbSeNt000000');

  before(async () => {
    target = await openTarget();
    client = new IvschatClient(target.client);
  });
  after(async () => {
    for (const identifier of rooms)
      await client.send(new DeleteRoomCommand({ identifier })).catch(() => {});
    client.destroy();
    await target.close();
  });

  it('creates a room with the limits that it was asked for, and returns it again', async () => {
    const room = await createRoom({
      maximumMessageLength: 280,
      maximumMessageRatePerSecond: 20,
      tags: { room: '1' },
    });
    assert.match(room.arn, /^arn:aws:ivschat:[a-z0-9-]+:\d{12}:room\/[A-Za-z0-9]{12}$/);
    assert.equal(room.id, room.arn.split('/')[1]);
    assert.ok(Math.abs(Date.now() - Number(room.createTime)) < 60 * SECOND);
    const { $metadata, ...again } = await client.send(new GetRoomCommand({ identifier: room.arn }));
    assert.equal($metadata.httpStatusCode, 200);
    assert.equal(again.name, 'contract');
    assert.equal(again.maximumMessageLength, 280);
    assert.equal(again.maximumMessageRatePerSecond, 20);
    assert.deepEqual(again.tags, { room: '1' });
    assert.deepEqual(again.createTime, room.createTime);
  });

  it('creates a room without input: 10 messages a second, 500 characters each', async () => {
    const room = await client.send(new CreateRoomCommand({}));
    rooms.push(String(room.arn));
    assert.equal(room.name ?? '', '');
    assert.equal(room.maximumMessageRatePerSecond, 10);
    assert.equal(room.maximumMessageLength, 500);
  });

  it('deletes a room', async () => {
    const { arn: identifier } = await createRoom();
    const { $metadata } = await client.send(new DeleteRoomCommand({ identifier }));
    assert.equal($metadata.httpStatusCode, 204);
    for (const call of [
      () => client.send(new GetRoomCommand({ identifier })),
      () => client.send(new DeleteRoomCommand({ identifier })),
      () => createToken(identifier),
    ])
      await assert.rejects(call(), ResourceNotFoundException);
  });

  it('changes what a room is asked to change, and nothing else', async () => {
    const { arn: identifier } = await createRoom({ tags: { a: '1' }, maximumMessageLength: 100 });
    await client.send(new UpdateRoomCommand({ identifier, maximumMessageRatePerSecond: 3 }));
    const room = await client.send(new GetRoomCommand({ identifier }));
    assert.equal(room.maximumMessageRatePerSecond, 3);
    assert.equal(room.maximumMessageLength, 100);
    assert.equal(room.name, 'contract');
    assert.deepEqual(room.tags, { a: '1' });
    assert.ok(Number(room.updateTime) >= Number(room.createTime));
  });

  it('lists each room once, in pages, with its tags', async () => {
    const name = `contract-${Date.now()}`;
    const made = new Set<string>();
    for (const at of ['1', '2', '3']) made.add((await createRoom({ name, tags: { at } })).arn);
    const seen: string[] = [];
    let nextToken: string | undefined;
    do {
      const page = await client.send(new ListRoomsCommand({ name, maxResults: 2, nextToken }));
      assert.ok((page.rooms ?? []).length <= 2);
      for (const { arn, tags } of page.rooms ?? []) {
        assert.match(tags?.['at'] ?? '', /^[123]$/);
        seen.push(String(arn));
      }
      nextToken = page.nextToken;
    } while (nextToken !== undefined);
    assert.deepEqual(new Set(seen), made);
    assert.equal(seen.length, made.size);
  });

  it('adds tags to those of a room', async () => {
    const { arn } = await createRoom({ tags: { a: '1', b: '1' } });
    await client.send(new TagResourceCommand({ resourceArn: arn, tags: { b: '2', c: '2' } }));
    const { tags } = await client.send(new GetRoomCommand({ identifier: arn }));
    assert.deepEqual(tags, { a: '1', b: '2', c: '2' });
    await assert.rejects(
      client.send(new TagResourceCommand({ resourceArn: absent(arn), tags: { a: '1' } })),
      ResourceNotFoundException,
    );
  });

  it('makes tokens that connect for a while, and sessions as long as asked', async () => {
    const { arn } = await createRoom();
    const asked = Date.now();
    const first = await createToken(arn, {
      capabilities: ['SEND_MESSAGE', 'DELETE_MESSAGE', 'DISCONNECT_USER'],
      sessionDurationInMinutes: 180,
      attributes: { name: 'Ann' },
    });
    // It is sent as the subprotocol of a WebSocket, which allows only these characters.
    assert.match(first.token ?? '', /^[\w!#$%&'*+.^`|~-]+$/);
    const session = Number(first.sessionExpirationTime) - asked;
    assert.ok(Math.abs(session - 180 * 60 * SECOND) < 60 * SECOND, `${session} ms`);
    const valid = Number(first.tokenExpirationTime) - asked;
    assert.ok(valid > 30 * SECOND && valid < 60 * 60 * SECOND, `${valid} ms`);
    const second = await createToken(arn);
    assert.notEqual(second.token, first.token);
    const usual = Number(second.sessionExpirationTime) - asked;
    assert.ok(Math.abs(usual - 60 * 60 * SECOND) < 120 * SECOND, `${usual} ms`);
  });

  it('returns the id of an event and of a deletion, also if nobody is connected', async () => {
    const { arn: roomIdentifier } = await createRoom();
    const event = await client.send(
      new SendEventCommand({ roomIdentifier, eventName: 'hello', attributes: { a: '1' } }),
    );
    assert.match(event.id ?? '', /^[A-Za-z0-9]{12}$/);
    const deletion = await client.send(
      new DeleteMessageCommand({ roomIdentifier, id: 'AbCdEf123456', reason: 'spam' }),
    );
    assert.match(deletion.id ?? '', /^[A-Za-z0-9]{12}$/);
    await client.send(new DisconnectUserCommand({ roomIdentifier, userId: 'nobody' }));
  });

  it('finds no room that does not exist', async () => {
    const { arn } = await createRoom();
    const roomIdentifier = absent(arn);
    const calls = [
      () => client.send(new GetRoomCommand({ identifier: roomIdentifier })),
      () => client.send(new UpdateRoomCommand({ identifier: roomIdentifier })),
      () => client.send(new DeleteRoomCommand({ identifier: roomIdentifier })),
      () => createToken(roomIdentifier),
      () => client.send(new SendEventCommand({ roomIdentifier, eventName: 'hello' })),
      () => client.send(new DeleteMessageCommand({ roomIdentifier, id: 'AbCdEf123456' })),
      () => client.send(new DisconnectUserCommand({ roomIdentifier, userId: 'ann' })),
    ];
    for (const call of calls) {
      await assert.rejects(call(), (error) => {
        assert.ok(error instanceof ResourceNotFoundException, String(error));
        assert.equal(error.$metadata.httpStatusCode, 404);
        assert.equal(error.resourceType, 'ROOM');
        return true;
      });
    }
  });

  it('refuses invalid input', async () => {
    const { arn } = await createRoom();
    const roomIdentifier = arn;
    const many = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag${index}`, 'x']));
    const refused = [
      () => createRoom({ name: 'no spaces' }),
      () => createRoom({ name: 'x'.repeat(129) }),
      () => createRoom({ maximumMessageLength: 0 }),
      () => createRoom({ maximumMessageLength: 501 }),
      () => createRoom({ maximumMessageRatePerSecond: 0 }),
      () => createRoom({ maximumMessageRatePerSecond: 101 }),
      () => createRoom({ tags: many }),
      () => client.send(new GetRoomCommand({ identifier: 'arn:of:nothing' })),
      () => client.send(new GetRoomCommand({ identifier: arn.replace('ivschat', 'ivs') })),
      () => client.send(new ListRoomsCommand({ maxResults: 51 })),
      () => client.send(new ListRoomsCommand({ nextToken: 'bm90IG91cnM=' })),
      () => createToken(arn, { userId: '' }),
      () => createToken(arn, { userId: 'x'.repeat(129) }),
      () => createToken(arn, { sessionDurationInMinutes: 0 }),
      () => createToken(arn, { sessionDurationInMinutes: 181 }),
      () => createToken(arn, { capabilities: ['SHOUT' as 'SEND_MESSAGE'] }),
      () => createToken(arn, { attributes: { name: 'é'.repeat(512) } }),
      () => client.send(new SendEventCommand({ roomIdentifier, eventName: '' })),
      () => client.send(new SendEventCommand({ roomIdentifier, eventName: 'x'.repeat(101) })),
      () =>
        client.send(
          new SendEventCommand({
            roomIdentifier,
            eventName: 'hello',
            attributes: { a: 'x'.repeat(1024) },
          }),
        ),
      () => client.send(new DeleteMessageCommand({ roomIdentifier, id: 'short' })),
      () =>
        client.send(
          new DisconnectUserCommand({ roomIdentifier, userId: 'ann', reason: 'x'.repeat(257) }),
        ),
    ];
    for (const [index, call] of refused.entries())
      await assert.rejects(call(), ValidationException, `input ${index}`);
    // Exactly 1 KB is accepted.
    await createToken(arn, { attributes: { name: 'é'.repeat(510) } });
  });
});

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { CreateChatTokenCommand, CreateRoomCommand, IvschatClient } from '@aws-sdk/client-ivschat';
import fc from 'fast-check';
import { WebSocket } from 'ws';
import { ChatClient } from '../local/chat/support/chat-client.ts';
import { waitFor } from '../../support/eventually.ts';
import { record } from '../../support/record.ts';
import { runs, Target } from './support/target.ts';
import { hostileFrames } from './support/hostile-frames.ts';

const target = Target.forThisFile();

const word = fc.constantFrom(
  ...['SEND_MESSAGE', 'DELETE_MESSAGE', 'DISCONNECT_USER'],
  ...['witness', 'mallory', 'AbCdEf123456', '__proto__', 'constructor', ''],
  ...['x'.repeat(501), '👋'.repeat(500), '\u0000', '\ud800', '<img src=x onerror=alert(1)>'],
);

const value = fc.oneof(word, fc.jsonValue({ maxDepth: 3 }), fc.string({ unit: 'binary' }));

const request = fc
  .record(
    {
      Action: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom('SEND_MESSAGE', 'DELETE_MESSAGE') },
        value,
      ),
      RequestId: value,
      Content: value,
      Id: value,
      // The witness would be disconnected, as it should be.
      UserId: value.filter((id) => id !== 'witness'),
      Reason: value,
      Attributes: fc.oneof(value, fc.dictionary(fc.string(), fc.oneof(fc.string(), value))),
    },
    { requiredKeys: ['Action'] },
  )
  .map((body) => JSON.stringify(body));

const action = fc.oneof(
  ...hostileFrames(request, '{"Action":"SEND_MESSAGE"', '{}'),
  fc.constant((socket: WebSocket) => socket.send('['.repeat(16_000))),
);

// A message after bytes that begin a long frame is part of that frame, so the client is cut off as silent, in 7 to 9 s.
const SILENCE_MS = 15_000;

describe('the messaging socket under hostile input', () => {
  let client: IvschatClient;
  let url: string;

  before(() => {
    const { endpoint, credentials } = target.server.facts;
    client = new IvschatClient({ region: 'us-east-1', endpoint, credentials });
    url = `${target.url.replace('http', 'ws')}/chat/messaging`;
  });
  after(() => client.destroy());

  const createRoom = async (): Promise<string> =>
    String((await client.send(new CreateRoomCommand({ maximumMessageRatePerSecond: 100 }))).arn);
  const tokenFor = async (roomIdentifier: string, userId: string): Promise<string> => {
    const capabilities = ['SEND_MESSAGE', 'DELETE_MESSAGE', 'DISCONNECT_USER'] as const;
    const command = new CreateChatTokenCommand({
      roomIdentifier,
      userId,
      capabilities: [...capabilities],
    });
    return String((await client.send(command)).token);
  };
  const connect = async (room: string, userId: string): Promise<ChatClient> =>
    new ChatClient(url, await tokenFor(room, userId)).connected();

  it('answers or disconnects who breaks the protocol, and nobody else', async () => {
    const room = await createRoom();
    const witness = await connect(room, 'witness');
    const times = runs(40);
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 6 }), async (actions) => {
        const attacker = await connect(room, 'attacker');
        const { socket } = attacker;
        for (const act of actions) if (socket.readyState === WebSocket.OPEN) act(socket);
        // The first may be the end of a message that was begun.
        const asks = () => (socket.readyState === WebSocket.OPEN ? attacker.say('last') : '');
        const last = [asks(), asks()].at(-1);
        // Either it was disconnected, or it still gets answers: also that there are too many requests.
        await waitFor(
          'an answer or an end',
          () =>
            attacker.closed !== undefined ||
            attacker.frames.some(({ RequestId }) => RequestId === last),
          SILENCE_MS,
        );
        socket.terminate();
        assert.equal(witness.closed, undefined);
      }),
      { numRuns: times },
    );
    // What reached the witness was allowed, and is whole.
    for (const { Type, Id, Content = 'x', Attributes } of witness.frames) {
      assert.ok(Type === 'MESSAGE' || Type === 'EVENT');
      assert.match(String(Id), /^[A-Za-z0-9]{12}$/);
      assert.ok(typeof Content === 'string' && Array.from(Content).length <= 500);
      assert.ok(Object.values(Attributes as object).every((one) => typeof one === 'string'));
    }
    assert.equal((await witness.answer(witness.say('unharmed')))['Type'], 'MESSAGE');
    witness.socket.close();
    record({
      part: 'Attack',
      what: 'Chat: requests and frames',
      tried: `${times} sequences`,
      outcome: 'answered or disconnected; others in the room were not affected',
    });
  });

  it('refuses every connection without a token of its own', async () => {
    const room = await createRoom();
    const used = await tokenFor(room, 'ann');
    const ann = await new ChatClient(url, used).connected();
    const forged = fc.oneof(
      fc.constantFrom(
        used,
        `${used}x`,
        used.slice(1),
        used.toLowerCase(),
        '__proto__',
        'size',
        room.replaceAll(/[:/]/g, '.'),
      ),
      fc.stringMatching(/^[\w.-]{1,200}$/),
    );
    const times = runs(30);
    await fc.assert(
      fc.asyncProperty(forged, async (token) => {
        await assert.rejects(new ChatClient(url, token).connected(), /401/);
      }),
      { numRuns: times },
    );
    assert.equal((await ann.answer(ann.say('alone')))['Type'], 'MESSAGE');
    ann.socket.close();
    record({
      part: 'Attack',
      what: 'Chat: made-up, changed and used tokens',
      tried: `${times} tokens`,
      outcome: '401 for every one',
    });
  });

  it('frees everything of a hundred or more people who connect and disappear', async () => {
    const room = await createRoom();
    const count = runs(2) * 50;
    for (let done = 0; done < count; done += 50) {
      const people = await Promise.all(
        Array.from({ length: 50 }, (_, index) => connect(room, `user ${index}`)),
      );
      for (const { socket } of people) socket.terminate();
    }
    await target.isUnharmed();
    record({
      part: 'Attack',
      what: 'Chat: people who connect and disappear',
      tried: String(count),
      outcome: 'all counts back to zero',
    });
  });
});

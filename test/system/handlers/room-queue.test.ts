import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { CreateRoomResponse, Room } from '../../../src/api/schemas.ts';
import { REGION, resources } from '../../../src/local/shared/local-deployment.ts';
import { waitFor } from '../../support/eventually.ts';
import { stageUpdate } from '../../unit/backend/support/stage-model.ts';
import { deploy, type Deployment } from './support/handler-deployment.ts';

const ARN = 'arn:aws:ivs:us-east-1:000000000000:stage/';
const BROKEN = `${ARN}Broken0000000`;

// EventBridge may replace the path in the rule's MessageGroupId by the stage's ARN, or take it literally.
const modes: Record<string, (arn: string) => string> = {
  'a group for each room': (arn) => arn,
  'one group for all rooms': () => '$.resources[0]',
};

for (const [mode, groupOf] of Object.entries(modes)) {
  describe(`the room queue with ${mode}`, () => {
    let deployment: Deployment;
    let arn: string;
    let started: number;
    let room: Room;

    before(async () => {
      deployment = await deploy();
      await deployment.invoke('rotate-key-pair', { tf: { action: 'create', prev_input: null } });
      const { body } = await deployment.api('create-room', { name: 'Ann' });
      room = (JSON.parse(body) as CreateRoomResponse).room;
      arn = deployment.state.stages.values()[0]?.arn ?? '';
      // A record that can't be read.
      const dynamodb = new DynamoDBClient({
        region: REGION,
        endpoint: deployment.dynamodbEndpoint,
        credentials: deployment.credentials,
      });
      const Item = { id: { S: BROKEN.replace(ARN, '') }, stageArn: { S: BROKEN } };
      await dynamodb.send(new PutItemCommand({ TableName: resources.table, Item }));
      dynamodb.destroy();
      started = deployment.clock.now();
    });
    after(() => deployment.close());

    const publish = (stage: string, id: string) =>
      deployment.send(
        groupOf(stage),
        stageUpdate(stage, { eventName: 'Participant Published', id, at: Date.now() }),
      );
    const speakers = async () => {
      const { body } = await deployment.api('get-room', undefined, room.id);
      return (JSON.parse(body) as Room).speakers.map(({ name }) => name);
    };
    const seconds = () => (deployment.clock.now() - started) / 1000;
    /** Passes time until the dead-letter queue has this many. */
    const deadLetters = (count: number) =>
      waitFor('dead letters', async () => {
        await deployment.waitForFunctions();
        if (deployment.deadLetters.counts().waiting === count) return true;
        deployment.clock.advance(1000);
        return false;
      });

    it('loses no time with a message that nobody can read, even in the own room', async () => {
      await deployment.send(groupOf(arn), '{"not": "an event"}');
      await publish(arn, 'Bob');
      await waitFor('Bob on stage', async () => (await speakers()).includes('Bob'));
      assert.equal(seconds(), 0);
    });

    it('loses no time with a room that can not be updated', async () => {
      await publish(BROKEN, 'Carol');
      await publish(arn, 'Dan');
      await waitFor('Dan on stage', async () => (await speakers()).includes('Dan'));
      assert.equal(seconds(), 0);
    });

    it('sets both aside after five attempts, within half a minute', async () => {
      await deadLetters(2);
      assert.ok(seconds() <= 30, `${seconds()} s`);
      await deployment.quiet();
      deployment.log.check();
    });
  });
}

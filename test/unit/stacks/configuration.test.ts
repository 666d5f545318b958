import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfiguration as read } from '../../../stacks/configuration.ts';

const readConfiguration = (variables: Record<string, string>) =>
  read({ AWS_REGION: 'us-east-1', ...variables });

describe('configuration', () => {
  it('defaults to development, where rooms last 6 hours', () => {
    const configuration = readConfiguration({});
    assert.equal(configuration.environment, 'development');
    assert.equal(configuration.prefix, 'audio-rooms-development');
    assert.equal(configuration.roomLifetimeSeconds, 6 * 3600);
    assert.deepEqual(configuration.state, { kind: 'local' });
  });

  it('lets rooms last 1 hour in production', () => {
    assert.equal(readConfiguration({ APP_ENV: 'production' }).roomLifetimeSeconds, 3600);
  });

  it('accepts any other name', () => {
    assert.equal(readConfiguration({ APP_ENV: 'staging-2' }).prefix, 'audio-rooms-staging-2');
  });

  it('accepts another lifetime', () => {
    assert.equal(readConfiguration({ ROOM_LIFETIME_SECONDS: '900' }).roomLifetimeSeconds, 900);
  });

  it('reads the Region from either variable, and needs one', () => {
    assert.equal(read({ AWS_REGION: 'eu-west-1' }).region, 'eu-west-1');
    assert.equal(read({ AWS_DEFAULT_REGION: 'us-west-2' }).region, 'us-west-2');
    assert.throws(() => read({}), /No AWS Region is set\. Set AWS_REGION to one of us-east-1/);
  });

  it('takes the Region for the bucket of the state, unless that has its own', () => {
    const own = { TF_STATE_BUCKET: 'states', TF_STATE_REGION: 'sa-east-1' };
    assert.deepEqual(readConfiguration(own).state, {
      kind: 's3',
      bucket: 'states',
      region: 'sa-east-1',
    });
    assert.deepEqual(readConfiguration({ TF_STATE_BUCKET: 'states' }).state, {
      kind: 's3',
      bucket: 'states',
      region: 'us-east-1',
    });
  });

  it('reads the topics for alarms, separated by commas', () => {
    const { alarmTopics } = readConfiguration({ ALARM_TOPICS: 'arn:a, arn:b,' });
    assert.deepEqual(alarmTopics, ['arn:a', 'arn:b']);
  });

  const refused: readonly [variables: Record<string, string>, message: RegExp][] = [
    [{ APP_ENV: 'Production' }, /APP_ENV is "Production".*lower-case/],
    [{ APP_ENV: 'a'.repeat(19) }, /APP_ENV.*1 to 18/],
    [{ APP_ENV: 'local' }, /npm start/],
    [{ APP_ENV: 'account' }, /APP_ENV=account means.*Choose another name/],
    [{ AWS_REGION: 'sa-east-1' }, /no control plane in sa-east-1.*us-east-1/],
    [{ ROOM_LIFETIME_SECONDS: '59' }, /ROOM_LIFETIME_SECONDS is "59".*60 to 86400/],
    [{ ROOM_LIFETIME_SECONDS: '1h' }, /ROOM_LIFETIME_SECONDS is "1h"/],
    [{ ACCESS_LOG: 'yes' }, /ACCESS_LOG is "yes".*off or on/],
  ];
  for (const [variables, message] of refused) {
    it(`refuses ${JSON.stringify(variables).slice(0, 60)}, and names the variable`, () => {
      assert.throws(() => readConfiguration(variables), message);
    });
  }
});

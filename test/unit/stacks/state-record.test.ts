import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { STATE_RECORD_OUTPUT, type StateRecord } from '../../../stacks/deployment-record.ts';
import { dependenciesOf, idsOf } from './support/dependencies.ts';
import { readJson } from './support/read-json.ts';
import { resourceOf, synthesize } from './support/synthesize.ts';

const inS3 = synthesize({ APP_ENV: 'qa', TF_STATE_BUCKET: 'states', AWS_REGION: 'eu-west-1' });
const here = synthesize({ APP_ENV: 'qa' });
const RECORD = 'aws_ssm_parameter.state-record';

const recordOf = (app: typeof here, owner: string, stack: 'account' | 'backend' | 'website') => {
  const name = `/audio-rooms/${owner}/${stack}-state`;
  return resourceOf(app.stack(stack), 'aws_ssm_parameter', { name });
};

describe('state record', () => {
  for (const stack of ['account', 'backend', 'website'] as const) {
    const owner = stack === 'account' ? 'account' : 'qa';

    it(`of ${stack} says where the state is, and in which account and Region`, () => {
      const s3 = readJson<StateRecord>(recordOf(inS3, owner, stack)['value']);
      assert.equal(s3.state, `s3://states/audio-rooms/${owner}/eu-west-1/${stack}.tfstate`);
      assert.match(s3.account, /data\.aws_caller_identity/);
      assert.match(s3.region, /data\.aws_region/);
      const local = readJson<StateRecord>(recordOf(here, owner, stack)['value']);
      assert.match(local.state, new RegExp(`^/.*/\\.state/${owner}/us-east-1/${stack}\\.tfstate$`));
    });

    // Terraform refuses to create a parameter that exists, so with an empty state nothing else is touched.
    it(`of ${stack} is created before everything else`, () => {
      const from = here.stack(stack);
      assert.equal(recordOf(here, owner, stack)['overwrite'], undefined);
      assert.equal(recordOf(here, owner, stack)['depends_on'], undefined);
      for (const type of Object.keys(from.resource)) {
        for (const id of idsOf(from, type)) {
          if (id !== RECORD) assert.ok(dependenciesOf(from, id).has(RECORD), id);
        }
      }
      assert.equal(from.output?.[STATE_RECORD_OUTPUT]?.['value'], `\${${RECORD}.arn}`);
    });
  }
});

import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Configuration, State } from '../../stacks/configuration.ts';
import { stateParameter, type StateRecord } from '../../stacks/deployment-record.ts';
import { OperatorError } from './cli.ts';
import { findElsewhere, readStateRecord } from './deployment-parameters.ts';
import type { KnownState } from './run-terraform.ts';
import type { Stack } from './stacks.ts';

export interface StateComparison {
  readonly stack: Stack;
  readonly configuration: Configuration;
  /** Whether to deploy beside a deployment of the same name in another Region; undefined to destroy. */
  readonly anotherRegion?: boolean;
}

/**
 * Compares what Terraform's state says with what is deployed in the account and Region of these credentials.
 *
 * @throws {OperatorError} if the state is of another deployment, or the deployment has another state.
 */
export async function compareState(
  comparison: StateComparison,
  { recordArn }: KnownState,
): Promise<void> {
  const { stack, configuration } = comparison;
  const owner = stack === 'account' ? stack : configuration.environment;
  const { region } = configuration;
  const { Account: account = '' } = await new STSClient({}).send(new GetCallerIdentityCommand({}));
  const place = `account ${account}, ${region}`;
  const record = await readStateRecord(owner, stack);
  const name = stateParameter(owner, stack);
  if (recordArn !== undefined) {
    if (recordArn === `arn:aws:ssm:${region}:${account}:parameter${name}`) return;
    const [, , , otherRegion, otherAccount] = recordArn.split(':');
    throw new OperatorError(
      `This state is of ${stack} in account ${otherAccount}, ${otherRegion}, but the credentials are for ${place}. Set AWS_PROFILE and AWS_REGION to those of the deployment.`,
    );
  }
  if (record) throw new OperatorError(otherState(stack, place, record, configuration.state));
  if (stack === 'account' || comparison.anotherRegion) return;
  const [elsewhere] = await findElsewhere(owner, stack, region);
  if (elsewhere === undefined) return;
  throw new OperatorError(
    `The ${stack} of ${owner} is deployed in ${elsewhere}, not in ${region}. Set AWS_REGION=${elsewhere}.` +
      (comparison.anotherRegion === undefined
        ? ''
        : ' To deploy a second one beside it, pass --another-region.'),
  );
}

function otherState(stack: Stack, place: string, record: StateRecord, state: State): string {
  const here = state.kind === 's3' ? `in the bucket ${state.bucket}` : 'in .state/ of this folder';
  const [, bucket] = /^s3:\/\/([^/]+)\//.exec(record.state) ?? [];
  return [
    `The stack ${stack} is deployed in ${place}, but the state ${here} does not have it.`,
    `Its state is ${record.state}.`,
    bucket === undefined
      ? 'Run this in the folder and on the machine that it was deployed from, or copy .state/ from there.'
      : `Set TF_STATE_BUCKET=${bucket}, and TF_STATE_REGION if the bucket is in another Region.`,
    'If that state is lost, see docs/deploy.md, "If the state is lost".',
  ].join('\n');
}

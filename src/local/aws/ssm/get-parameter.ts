import { AwsError } from '../aws-error.ts';
import { operation } from '../operation.ts';
import { ACCOUNT, REGION } from '../../shared/local-deployment.ts';

export const getParameter = operation({
  callsPerSecond: 40,
  rules: {
    Name: { type: 'string', required: true, minLength: 1, maxLength: 2048 },
    WithDecryption: { type: 'boolean' },
  },
  run(cloud, { Name }) {
    const parameter = cloud.parameters.get(Name);
    if (!parameter) throw new AwsError('ParameterNotFound', '');
    return {
      Parameter: {
        Name,
        Type: parameter.type,
        Value: parameter.value,
        Version: parameter.version,
        LastModifiedDate: parameter.modifiedAt / 1000,
        ARN: `arn:aws:ssm:${REGION}:${ACCOUNT}:parameter/${Name.replace(/^\//, '')}`,
        DataType: 'text',
      },
    };
  },
});

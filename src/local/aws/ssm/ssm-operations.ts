import { ACCOUNT, REGION } from '../../shared/local-deployment.ts';
import { operation, type Operations } from '../operation.ts';
import { AwsError, validationError } from '../requests/aws-error.ts';

export const ssmOperations: Operations = {
  GetParameter: operation({
    callsPerSecond: 40,
    rules: {
      Name: { type: 'string', required: true, minLength: 1, maxLength: 2048 },
      WithDecryption: { type: 'boolean' },
    },
    run(account, { Name }) {
      const parameter = account.parameters.get(Name);
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
  }),

  PutParameter: operation({
    callsPerSecond: 3,
    rules: {
      Name: {
        type: 'string',
        required: true,
        minLength: 1,
        maxLength: 1011,
        pattern: /^\/?[a-zA-Z0-9_.-]+(\/[a-zA-Z0-9_.-]+)*$/,
      },
      Value: { type: 'string', required: true, minLength: 1, maxLength: 4096 },
      Type: { type: 'string', oneOf: ['String', 'StringList', 'SecureString'] },
      Overwrite: { type: 'boolean' },
      Description: { type: 'string', maxLength: 1024 },
    },
    run(account, { Name, Value, Type, Overwrite }) {
      const current = account.parameters.get(Name);
      if (current && Overwrite !== true) {
        throw new AwsError(
          'ParameterAlreadyExists',
          'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.',
        );
      }
      const type = Type ?? current?.type;
      if (type === undefined) {
        throw validationError('A parameter type is required when you create a parameter.');
      }
      const version = (current?.version ?? 0) + 1;
      const modifiedAt = account.clock.now();
      account.parameters.set(Name, { name: Name, type, value: Value, version, modifiedAt });
      return { Version: version, Tier: 'Standard' };
    },
  }),
};

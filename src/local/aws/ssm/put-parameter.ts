import { AwsError, validationError } from '../aws-error.ts';
import { operation } from '../operation.ts';

export const putParameter = operation({
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
  run(cloud, { Name, Value, Type, Overwrite }) {
    const current = cloud.parameters.get(Name);
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
    const modifiedAt = cloud.clock.now();
    cloud.parameters.set(Name, { name: Name, type, value: Value, version, modifiedAt });
    return { Version: version, Tier: 'Standard' };
  },
});

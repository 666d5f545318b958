import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { Construct } from 'constructs';
import type { Configuration } from '../configuration.ts';
import { dataKeyStatements, namedStatements, secretStatements } from '../policies.ts';
import type { Binding } from './handler-function.ts';

/**
 * The KMS key, the secret and the parameter that hold the key pair for participant tokens. Their values are written by
 * `rotate-key-pair`, not by Terraform, so that no state or plan contains a private key and no deploy changes one.
 */
export class SigningKeyPair extends Construct {
  readonly key: KmsKey;
  readonly secret: SecretsmanagerSecret;
  readonly publicKeyArn: SsmParameter;
  readonly secretBinding: Binding;
  readonly parameterBinding: Binding;
  readonly dataKeyBinding: Binding;

  constructor(scope: Construct, { prefix, names }: Configuration, region: string) {
    super(scope, 'key-pair');
    this.key = new KmsKey(this, 'key', {
      description: `${prefix}: generates the token key pair and encrypts its secret`,
      enableKeyRotation: true,
      deletionWindowInDays: 7, // the minimum; a key pending deletion is not charged
    });
    new KmsAlias(this, 'alias', { name: `alias/${prefix}`, targetKeyId: this.key.keyId });
    this.secret = new SecretsmanagerSecret(this, 'secret', {
      name: names.keyPairSecret,
      description:
        'Private key and public key ARN for participant tokens. Written only by rotate-key-pair.',
      kmsKeyId: this.key.arn,
      // Destroy deletes it at once: the private key is useless without its public key, and a new deploy can reuse the name.
      recoveryWindowInDays: 0,
    });
    this.publicKeyArn = new SsmParameter(this, 'public-key-arn', {
      name: names.publicKeyParameter,
      description:
        'ARN of the IVS public key of the current key pair. Written only by rotate-key-pair.',
      type: 'String',
      value: 'none', // until the first deploy has created a key pair
      lifecycle: { ignoreChanges: ['value'] },
    });

    this.secretBinding = {
      value: this.secret.arn,
      allow: (actions) =>
        secretStatements(actions, { secretArn: this.secret.arn, keyArn: this.key.arn, region }),
    };
    this.parameterBinding = {
      value: this.publicKeyArn.name,
      allow: (actions) => namedStatements(actions, this.publicKeyArn.arn),
    };
    this.dataKeyBinding = {
      value: this.key.arn,
      allow: (actions) => dataKeyStatements(actions, this.key.arn),
    };
  }
}

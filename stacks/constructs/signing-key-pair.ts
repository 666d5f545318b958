import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias/index.js';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key/index.js';
import { SecretsmanagerSecret } from '@cdktf/provider-aws/lib/secretsmanager-secret/index.js';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter/index.js';
import { Construct } from 'constructs';
import type { Configuration } from '../configuration.ts';
import { dataKeyStatements, namedStatements, secretStatements } from '../policies.ts';
import type { Binding } from './handler-function.ts';

/**
 * Where the key pair that signs participant tokens lives. Its values are never Terraform's: `rotate-key-pair` writes
 * them, so that neither the state nor a plan ever holds a private key, and no deploy can change one.
 */
export class SigningKeyPair extends Construct {
  readonly key: KmsKey;
  readonly secret: SecretsmanagerSecret;
  readonly publicKeyArn: SsmParameter;
  readonly secretBinding: Binding;
  readonly parameterBinding: Binding;
  readonly dataKeyBinding: Binding;

  constructor(scope: Construct, { prefix, environment }: Configuration, region: string) {
    super(scope, 'key-pair');
    this.key = new KmsKey(this, 'key', {
      description: `${prefix}: makes the token key pair and encrypts its secret`,
      enableKeyRotation: true,
      deletionWindowInDays: 7, // the shortest; a key that waits for its deletion is not billed
    });
    new KmsAlias(this, 'alias', { name: `alias/${prefix}`, targetKeyId: this.key.keyId });
    this.secret = new SecretsmanagerSecret(this, 'secret', {
      name: `${prefix}-key-pair`,
      description:
        'Private key and public key ARN of participant tokens. Written by rotate-key-pair only.',
      kmsKeyId: this.key.arn,
      // Deleted at once on destroy: the pair is worthless without its public key, and the name is free for a new deploy.
      recoveryWindowInDays: 0,
    });
    this.publicKeyArn = new SsmParameter(this, 'public-key-arn', {
      name: `/audio-rooms/${environment}/public-key-arn`,
      description:
        'ARN of the IVS public key that belongs to the newest private key. Written by rotate-key-pair only.',
      type: 'String',
      value: 'none', // until the first deploy has made a key pair
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

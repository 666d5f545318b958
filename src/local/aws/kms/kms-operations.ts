import { createCipheriv, generateKeyPair, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { ACCOUNT, REGION, resources } from '../../shared/local-deployment.ts';
import { operation, type Operations } from '../operation.ts';
import { AwsError } from '../requests/aws-error.ts';

const generate = promisify(generateKeyPair);

const KEY_ARN = `arn:aws:kms:${REGION}:${ACCOUNT}:key/${resources.dataKeyId}`;

// There is no Decrypt operation, so nothing encrypted with this key is ever read and the key may end with the process.
const keyEncryptionKey = randomBytes(32);

export const kmsOperations: Operations = {
  GenerateDataKeyPair: operation({
    callsPerSecond: 100,
    rules: {
      KeyId: { type: 'string', required: true, minLength: 1, maxLength: 2048 },
      KeyPairSpec: { type: 'string', required: true, oneOf: ['ECC_NIST_P384'] },
      EncryptionContext: { type: 'stringMap' },
      DryRun: { type: 'unsupported' },
      Recipient: { type: 'unsupported' },
    },
    async run(_account, { KeyId, KeyPairSpec }) {
      if (KeyId !== resources.dataKeyId && KeyId !== KEY_ARN) {
        throw new AwsError('NotFoundException', `Key '${KeyId}' does not exist`);
      }
      const { publicKey, privateKey } = await generate('ec', {
        namedCurve: 'P-384',
        publicKeyEncoding: { type: 'spki', format: 'der' },
        privateKeyEncoding: { type: 'pkcs8', format: 'der' },
      });
      return {
        KeyId: KEY_ARN,
        KeyPairSpec,
        PrivateKeyPlaintext: privateKey.toString('base64'),
        PublicKey: publicKey.toString('base64'),
        PrivateKeyCiphertextBlob: encrypt(privateKey).toString('base64'),
      };
    },
  }),
};

function encrypt(plaintext: Buffer): Buffer {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', keyEncryptionKey, iv);
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([iv, ciphertext, cipher.getAuthTag()]);
}

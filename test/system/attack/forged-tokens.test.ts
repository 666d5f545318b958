import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { GetPublicKeyCommand, IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import fc from 'fast-check';
import { resources } from '../../../src/local/shared/local-deployment.ts';
import { record } from '../../support/record.ts';
import { assertNotRenewed, assertRefusedByStage, type Sample } from './support/doors.ts';
import { claimsOf, ecdsa, encode, forge, type Claims } from './support/forge.ts';
import { runs, Target } from './support/target.ts';

const target = Target.forThisFile();

let sample: Sample;
let claims: Claims;
let header: { readonly alg: string; readonly typ: string; readonly kid: string };
let publicPem: string;
let privateKey: KeyObject;

async function prepare(): Promise<void> {
  const { room, participant } = await target.createRoom();
  const apiUrl = `${target.url}/api/rooms/${room.id}/participants`;
  sample = { token: participant.token, apiUrl };
  claims = claimsOf(participant.token);
  const { endpoint, credentials } = target.server.facts;
  const aws = { region: 'us-east-1', endpoint, credentials };
  const { SecretString = '' } = await new SecretsManagerClient(aws).send(
    new GetSecretValueCommand({ SecretId: resources.keyPairSecret }),
  );
  const pair = JSON.parse(SecretString) as { privateKey: string; publicKeyArn: string };
  privateKey = createPrivateKey(pair.privateKey);
  header = { alg: 'ES384', typ: 'JWT', kid: pair.publicKeyArn };
  const { publicKey } = await new IVSRealTimeClient(aws).send(
    new GetPublicKeyCommand({ arn: pair.publicKeyArn }),
  );
  publicPem = publicKey?.publicKeyMaterial ?? '';
}

const keyOn = (namedCurve: string): KeyObject =>
  generateKeyPairSync('ec', { namedCurve }).privateKey;

/** Tokens that the deployment's key pair did not sign. */
function forgeries(): Readonly<Record<string, string>> {
  const [head = '', body = '', signature = ''] = sample.token.split('.');
  const hmac = (hash: string) => (input: string) =>
    createHmac(hash, publicPem).update(input).digest();
  const stranger = ecdsa(keyOn('P-384'));
  const own = ecdsa(privateKey);
  const withHeader = (changes: object): object => ({ ...header, ...changes });
  return {
    'alg none': forge(withHeader({ alg: 'none' }), claims),
    'alg none, old signature': `${encode(withHeader({ alg: 'none' }))}.${body}.${signature}`,
    'alg NoNe': forge(withHeader({ alg: 'NoNe' }), claims),
    'HS256 with the public key': forge(withHeader({ alg: 'HS256' }), claims, hmac('sha256')),
    'HS384 with the public key': forge(withHeader({ alg: 'HS384' }), claims, hmac('sha384')),
    'ES384 in the header, signed with HMAC': forge(header, claims, hmac('sha384')),
    'another key': forge(header, claims, stranger),
    'another key, included in the header': forge(
      withHeader({
        jwk: generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' }),
      }),
      claims,
      stranger,
    ),
    'another key, with a URL in the header': forge(
      withHeader({ jku: 'http://evil.test/k' }),
      claims,
      stranger,
    ),
    'P-256': forge(withHeader({ alg: 'ES256' }), claims, ecdsa(keyOn('P-256'), 'sha256')),
    'P-256, ES384 in the header': forge(header, claims, ecdsa(keyOn('P-256'))),
    'P-521': forge(withHeader({ alg: 'ES512' }), claims, ecdsa(keyOn('P-521'), 'sha512')),
    'the right key, another hash': forge(
      withHeader({ alg: 'ES256' }),
      claims,
      ecdsa(privateKey, 'sha256'),
    ),
    'no kid': forge({ alg: 'ES384', typ: 'JWT' }, claims, own),
    'a kid of another account': forge(
      withHeader({ kid: header.kid.replace('000000000000', '111111111111') }),
      claims,
      own,
    ),
    'a path as kid': forge(withHeader({ kid: '../../etc/passwd' }), claims, own),
    'a kid that every object has as a property': forge(
      withHeader({ kid: '__proto__' }),
      claims,
      own,
    ),
    'a list as kid': forge(withHeader({ kid: [header.kid] }), claims, own),
    'a DER signature': forge(header, claims, ecdsa(privateKey, 'sha384', 'der')),
    'a signature of zeros': `${head}.${body}.${Buffer.alloc(96).toString('base64url')}`,
    'no signature': `${head}.${body}.`,
    'a longer signature': `${sample.token}A`,
    'other claims, old signature': `${head}.${encode({ ...claims, jti: 'someoneElse' })}.${signature}`,
    'wider capabilities, old signature': `${head}.${encode({
      ...claims,
      capabilities: { allow_publish: true, allow_subscribe: true, admin: true },
    })}.${signature}`,
    'two parts': `${head}.${body}`,
    'empty claims, short signature': `${head}.e30.AAAA`,
    'empty parts': '..',
    'not a token': 'not-a-token',
    'two tokens': `${sample.token}.${sample.token}`,
    'an encryption header': forge({ alg: 'dir', enc: 'A256GCM', kid: header.kid }, claims, own),
  };
}

describe('a forged token', () => {
  before(prepare);

  it('is refused everywhere if the deployment did not sign it', async () => {
    for (const [what, token] of Object.entries(forgeries())) {
      await assertRefused(what, token);
    }
    record({
      part: 'Attack',
      what: 'Tokens: forged, at socket, publish, subscribe, delete and renewal',
      tried: `${Object.keys(forgeries()).length} kinds × 5 endpoints`,
      outcome: 'all refused',
    });
  });

  it('is refused everywhere with any one character changed', async () => {
    const change = fc.tuple(
      fc.nat(),
      fc.constantFrom('A', 'Z', 'a', 'z', '0', '9', '-', '_', '.', '=', ' ', '%'),
    );
    const times = runs(150);
    await fc.assert(
      fc.asyncProperty(change, async ([at, character]) => {
        const { token } = sample;
        const index = at % token.length;
        fc.pre(token[index] !== character);
        await assertRefused(
          `character ${index} changed to ${character}`,
          token.slice(0, index) + character + token.slice(index + 1),
        );
      }),
      { numRuns: times },
    );
    record({
      part: 'Attack',
      what: 'Tokens: one character changed',
      tried: `${times} tokens × 5 endpoints`,
      outcome: 'all refused',
    });
  });

  it('is refused everywhere with any claim changed after signing', async () => {
    const [head = '', , signature = ''] = sample.token.split('.');
    const change = fc
      .tuple(fc.constantFrom(...Object.keys(claims)), fc.jsonValue())
      .filter(([name, value]) => JSON.stringify(claims[name]) !== JSON.stringify(value));
    const times = runs(50);
    await fc.assert(
      fc.asyncProperty(change, async ([name, value]) => {
        await assertRefused(
          `${name} changed`,
          `${head}.${encode({ ...claims, [name]: value })}.${signature}`,
        );
      }),
      { numRuns: times },
    );
    record({
      part: 'Attack',
      what: 'Tokens: one claim changed',
      tried: `${times} tokens × 5 endpoints`,
      outcome: 'all refused',
    });
  });
});

async function assertRefused(what: string, token: string): Promise<void> {
  await assertRefusedByStage(sample, what, token);
  await assertNotRenewed(sample, what, token);
}

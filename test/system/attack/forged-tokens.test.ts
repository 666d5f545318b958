import assert from 'node:assert/strict';
import { createHmac, createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { before, describe, it } from 'node:test';
import { GetPublicKeyCommand, IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import fc from 'fast-check';
import { resources } from '../../../src/local/shared/local-deployment.ts';
import { record } from '../../support/record.ts';
import { assertNotRenewed, assertRefusedByStage, knock, type Sample } from './support/doors.ts';
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

/** Tokens that our key did not sign. */
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
    'ES384 said, HMAC made': forge(header, claims, hmac('sha384')),
    'a key of one’s own': forge(header, claims, stranger),
    'its key in the header': forge(
      withHeader({
        jwk: generateKeyPairSync('ec', { namedCurve: 'P-384' }).publicKey.export({ format: 'jwk' }),
      }),
      claims,
      stranger,
    ),
    'its key at an address': forge(withHeader({ jku: 'http://evil.test/k' }), claims, stranger),
    'P-256': forge(withHeader({ alg: 'ES256' }), claims, ecdsa(keyOn('P-256'), 'sha256')),
    'P-256, ES384 said': forge(header, claims, ecdsa(keyOn('P-256'))),
    'P-521': forge(withHeader({ alg: 'ES512' }), claims, ecdsa(keyOn('P-521'), 'sha512')),
    'our key, another hash': forge(
      withHeader({ alg: 'ES256' }),
      claims,
      ecdsa(privateKey, 'sha256'),
    ),
    'no kid': forge({ alg: 'ES384', typ: 'JWT' }, claims, own),
    'a foreign kid': forge(
      withHeader({ kid: header.kid.replace('000000000000', '111111111111') }),
      claims,
      own,
    ),
    'a path for a kid': forge(withHeader({ kid: '../../etc/passwd' }), claims, own),
    'a kid that every object has': forge(withHeader({ kid: '__proto__' }), claims, own),
    'a list of kids': forge(withHeader({ kid: [header.kid] }), claims, own),
    'a DER signature': forge(header, claims, ecdsa(privateKey, 'sha384', 'der')),
    'a signature of zeros': `${head}.${body}.${Buffer.alloc(96).toString('base64url')}`,
    'no signature': `${head}.${body}.`,
    'a longer signature': `${sample.token}A`,
    'other claims, old signature': `${head}.${encode({ ...claims, jti: 'someoneElse' })}.${signature}`,
    'wider capabilities, old signature': `${head}.${encode({
      ...claims,
      capabilities: { allow_publish: true, allow_subscribe: true, admin: true },
    })}.${signature}`,
    'two tokens': `${sample.token}.${sample.token}`,
    'encryption said': forge({ alg: 'dir', enc: 'A256GCM', kid: header.kid }, claims, own),
  };
}

/** Tokens that our key would sign only by mistake. */
function mistakes(): Readonly<Record<string, string>> {
  const now = Math.floor(Date.now() / 1000);
  const own = (changes: object): string =>
    forge(header, { ...claims, ...changes }, ecdsa(privateKey));
  return {
    expired: own({ iat: now - 7_200, exp: now - 1 }),
    'an end in a hundred years': own({ exp: now + 3e9 }),
    'an end that is a text': own({ exp: '9999999999' }),
    'no end': own({ exp: undefined }),
    'issued tomorrow': own({ iat: now + 86_400, exp: now + 90_000 }),
    'another stage': own({ resource: `${String(claims['resource'])}x` }),
    'a topic of another stage': own({ topic: 'AAAAAAAAAAAA' }),
    'endpoints elsewhere': own({ whip_url: 'http://evil.test' }),
    'a path for a jti': own({ jti: '../x' }),
    'no jti': own({ jti: undefined }),
    'capabilities that are a text': own({ capabilities: 'all' }),
    'a capability that is a text': own({ capabilities: { allow_publish: 'yes' } }),
    'another version': own({ version: '2.0' }),
    'too many attributes': own({ attributes: { a: 'x'.repeat(1_100) } }),
    'a user id that is too long': own({ user_id: 'x'.repeat(129) }),
  };
}

describe('a token that is not what it says', () => {
  before(prepare);

  it('is refused at every door if our key did not sign it', async () => {
    for (const [what, token] of Object.entries(forgeries())) {
      await assertRefusedByStage(sample, what, token);
      await assertNotRenewed(sample, what, token);
    }
    record({
      part: 'Attack',
      what: 'Tokens: forged, at socket, publish, subscribe, delete and renewal',
      tried: `${Object.keys(forgeries()).length} kinds × 5 doors`,
      outcome: 'all refused',
    });
  });

  it('is refused by the stage if our key signed what it should not have', async () => {
    for (const [what, token] of Object.entries(mistakes())) {
      await assertRefusedByStage(sample, what, token);
    }
    record({
      part: 'Attack',
      what: 'Tokens: well signed, but expired, too long, or for something else',
      tried: `${Object.keys(mistakes()).length} kinds × 4 doors`,
      outcome: 'all refused',
    });
  });

  it('is refused with any one character changed', async () => {
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
        const changed = token.slice(0, index) + character + token.slice(index + 1);
        // A subprotocol can't hold every character: that is a refusal by the client's own library.
        const said = /^[\w.-]+$/.test(changed) ? await knock(sample, changed) : 'refused';
        assert.ok(said === 'refused' || said.includes('JOIN_ERROR'), String(index));
        await assertNotRenewed(sample, String(index), changed);
      }),
      { numRuns: times },
    );
    record({
      part: 'Attack',
      what: 'Tokens: one character changed',
      tried: `${times} tokens × 2 doors`,
      outcome: 'all refused',
    });
  });
});

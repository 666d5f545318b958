import type { Cloud } from '../cloud.ts';
import { resourceNotFound } from './ivs-errors.ts';
import type { PublicKeyRecord } from '../../shared/stage-records.ts';

/** @throws ResourceNotFoundException if there is no such key. */
export function requirePublicKey(cloud: Cloud, arn: string): PublicKeyRecord {
  const key = cloud.publicKeys.get(arn);
  if (!key) throw resourceNotFound(arn);
  return key;
}

/** A public key as ImportPublicKey and GetPublicKey tell it. */
export function describePublicKey(key: PublicKeyRecord) {
  const { arn, name, publicKeyMaterial, fingerprint, tags } = key;
  return { arn, name, publicKeyMaterial, fingerprint, tags };
}

import { X509Certificate, createPrivateKey } from 'node:crypto';
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { isObject } from '../../shared/is-object.ts';
import { StartError } from '../../shared/start-error.ts';
import { reasonOf } from '../../shared/storage-problems.ts';
import { writeFileAtomically } from '../../shared/store.ts';
import type { Certificate } from './certificate.ts';

/** A certificate is replaced this long before it ends, so that none ends while a server runs. */
const RENEWED_BEFORE_MS = 30 * 86_400_000;

/** Where certificates are kept for servers without a data directory. */
export function certificateDirectory(env: NodeJS.ProcessEnv = process.env): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = env;
  const usual: Partial<Record<NodeJS.Platform, string>> = {
    darwin: join(homedir(), 'Library/Caches'),
    win32: LOCALAPPDATA || join(homedir(), 'AppData/Local'),
  };
  const caches = XDG_CACHE_HOME || (usual[process.platform] ?? join(homedir(), '.cache'));
  return join(caches, 'audio-rooms/certificates');
}

/**
 * Returns the certificate that is kept for a list of names, so that devices accept it once. Makes another one if there is
 * none, if it ends soon, has other names, can't be read, or if other users of this machine could read its key.
 * @param names - Host names and IP addresses; the first one is that of the file.
 * @param now - Milliseconds since the epoch.
 * @throws {StartError} If the directory can't be written to.
 */
export async function keptCertificate(
  directory: string,
  names: readonly [string, ...string[]],
  now = Date.now(),
): Promise<Certificate> {
  const file = join(directory, `${names[0].replaceAll(':', '-')}.json`);
  const kept = read(file);
  if (kept && isFit(kept, names, now)) return kept;
  // The library is loaded only when it is needed.
  const { makeCertificate } = await import('./certificate.ts');
  const made = await makeCertificate(names, now);
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    writeFileAtomically(file, JSON.stringify(made));
  } catch (error) {
    throw new StartError(
      `Can't keep the certificate in ${directory}: ${reasonOf(error)}. Name a directory with --data DIR.`,
    );
  }
  return made;
}

function read(file: string): Certificate | undefined {
  try {
    // Windows has no such modes; there the user's own folder is theirs alone.
    if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) return undefined;
    const content: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (!isObject(content)) return undefined;
    const { key, certificate, authority } = content;
    return typeof key === 'string' &&
      typeof certificate === 'string' &&
      typeof authority === 'string'
      ? { key, certificate, authority }
      : undefined;
  } catch {
    return undefined; // none yet, or damaged
  }
}

function isFit(kept: Certificate, names: readonly string[], now: number): boolean {
  try {
    const certificate = new X509Certificate(kept.certificate);
    const authority = new X509Certificate(kept.authority);
    return (
      Date.parse(certificate.validFrom) <= now &&
      Date.parse(certificate.validTo) > now + RENEWED_BEFORE_MS &&
      certificate.checkPrivateKey(createPrivateKey(kept.key)) &&
      certificate.verify(authority.publicKey) &&
      names.every((name) => isFor(certificate, name))
    );
  } catch {
    return false;
  }
}

const isFor = (certificate: X509Certificate, name: string): boolean =>
  (isIP(name) === 0 ? certificate.checkHost(name) : certificate.checkIP(name)) !== undefined;

/** The SHA-256 of a certificate, as browsers show it. */
export const fingerprintOf = ({ certificate }: Certificate): string =>
  new X509Certificate(certificate).fingerprint256;

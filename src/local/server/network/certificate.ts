import { KeyObject, randomBytes, webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import * as x509 from '@peculiar/x509';

/** What a server needs for HTTPS, in PEM. */
export interface Certificate {
  readonly key: string;
  /** The server's certificate. */
  readonly certificate: string;
  /** The certificate of the authority that signed it, for devices that are to trust it. */
  readonly authority: string;
}

const DAY_MS = 86_400_000;

/** Apple's devices refuse certificates for longer than 825 days, and public ones for longer than 398. */
const VALID_DAYS = 397;

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;

/**
 * Makes a certificate, signed by an authority of its own. The authority's key is thrown away: whoever trusts it trusts this
 * one certificate. It exists because iOS lets people trust authorities only.
 * @param names - Host names and IP addresses.
 * @param now - Milliseconds since the epoch.
 */
export async function makeCertificate(
  names: readonly string[],
  now = Date.now(),
): Promise<Certificate> {
  const [keys, authorityKeys] = await Promise.all([makeKeys(), makeKeys()]);
  const common = {
    // A clock that is behind should accept it, too.
    notBefore: new Date(now - DAY_MS),
    notAfter: new Date(now + (VALID_DAYS - 1) * DAY_MS),
    signingAlgorithm: ALGORITHM,
  };
  // Firefox refuses, without a way on, two certificates with the same issuer and number: both are random.
  const issuer = `CN=Audio Rooms on ${names[0] ?? ''} (${randomBytes(4).toString('hex')})`;
  const authority = await x509.X509CertificateGenerator.createSelfSigned({
    ...common,
    serialNumber: serialNumber(),
    name: issuer,
    keys: authorityKeys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
      await x509.SubjectKeyIdentifierExtension.create(authorityKeys.publicKey),
    ],
  });
  const certificate = await x509.X509CertificateGenerator.create({
    ...common,
    serialNumber: serialNumber(),
    subject: `CN=${names[0] ?? ''}`,
    issuer,
    publicKey: keys.publicKey,
    signingKey: authorityKeys.privateKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) === 0 ? 'dns' : 'ip', value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(authorityKeys.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return {
    key: KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: `${certificate.toString('pem')}\n`,
    authority: `${authority.toString('pem')}\n`,
  };
}

const makeKeys = () => webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);

/** A positive number, as the standard requires. */
function serialNumber(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

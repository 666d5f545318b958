import { AcmCertificate } from '@cdktf/provider-aws/lib/acm-certificate/index.js';
import { AcmCertificateValidation } from '@cdktf/provider-aws/lib/acm-certificate-validation/index.js';
import type {
  CloudfrontDistribution,
  CloudfrontDistributionConfig,
} from '@cdktf/provider-aws/lib/cloudfront-distribution/index.js';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';
import { Route53Record } from '@cdktf/provider-aws/lib/route53-record/index.js';
import { conditional, Op, TerraformLocal, Token, type IResolvable } from 'cdktf';
import { Construct } from 'constructs';
import type { DomainRecord } from '../deployment-record.ts';
import type { Domain } from '../domain.ts';

/** How CloudFront answers under another name than its own. */
type DomainSettings = Pick<CloudfrontDistributionConfig, 'aliases' | 'viewerCertificate'>;

const VALIDATION_LIMIT = '15m';
const NEW_CLIENTS = { sslSupportMethod: 'sni-only', minimumProtocolVersion: 'TLSv1.2_2021' };

/**
 * The website's own name and its certificate. With a hosted zone, the deploy waits until the certificate is issued. Without
 * one it can't, since the operator has to make a record first: the website gets its name in the next deploy.
 */
export class SiteDomain extends Construct {
  readonly settings: DomainSettings;
  readonly #domain: Domain;
  readonly #certificate: AcmCertificate;

  /** @param provider - That of us-east-1, where CloudFront looks for certificates. */
  constructor(scope: Construct, domain: Domain, provider: AwsProvider) {
    super(scope, 'domain');
    this.#domain = domain;
    this.#certificate = new AcmCertificate(this, 'certificate', {
      provider,
      domainName: domain.name,
      validationMethod: 'DNS',
      lifecycle: { createBeforeDestroy: true },
    });
    this.settings =
      domain.hostedZone === undefined
        ? this.#onceIssued()
        : this.#validated(domain.hostedZone, provider);
  }

  /** Points the name to the distribution, if there is a zone. */
  pointTo(distribution: CloudfrontDistribution): void {
    const { name, hostedZone } = this.#domain;
    if (hostedZone === undefined) return;
    for (const type of ['A', 'AAAA']) {
      new Route53Record(this, `address-${type}`, {
        zoneId: hostedZone,
        name,
        type,
        alias: {
          name: distribution.domainName,
          zoneId: distribution.hostedZoneId,
          evaluateTargetHealth: false,
        },
      });
    }
  }

  /** The name by which people reach the website now: its own, once CloudFront answers to that. */
  address(distribution: CloudfrontDistribution): string {
    const { name, hostedZone } = this.#domain;
    if (hostedZone !== undefined) return name;
    const address = conditional(this.#isIssued, name, distribution.domainName);
    return new TerraformLocal(this, 'address', address).asString;
  }

  /** What the operator is told, if there is no zone: the records to make. */
  record(distribution: CloudfrontDistribution): DomainRecord | undefined {
    const { name, hostedZone } = this.#domain;
    if (hostedZone !== undefined) return undefined;
    const proof = this.#proof;
    return {
      name,
      certificate: this.#certificate.status,
      records: [
        `${proof.resourceRecordName} ${proof.resourceRecordType} ${proof.resourceRecordValue}`,
        `${name} CNAME ${distribution.domainName}`,
      ],
    };
  }

  get #proof() {
    return this.#certificate.domainValidationOptions.get(0);
  }

  get #isIssued(): IResolvable {
    return Op.eq(this.#certificate.status, 'ISSUED');
  }

  #validated(zoneId: string, provider: AwsProvider): DomainSettings {
    const proof = new Route53Record(this, 'proof', {
      zoneId,
      name: this.#proof.resourceRecordName,
      type: this.#proof.resourceRecordType,
      records: [this.#proof.resourceRecordValue],
      ttl: 300,
      allowOverwrite: true, // the record of a name is the same for all certificates of an account
    });
    const validation = new AcmCertificateValidation(this, 'validation', {
      provider,
      certificateArn: this.#certificate.arn,
      validationRecordFqdns: [proof.fqdn],
      timeouts: { create: VALIDATION_LIMIT },
    });
    return {
      aliases: [this.#domain.name],
      viewerCertificate: { acmCertificateArn: validation.certificateArn, ...NEW_CLIENTS },
    };
  }

  #onceIssued(): DomainSettings {
    const ifIssued = (value: unknown, otherwise: unknown = Token.nullValue()) =>
      conditional(this.#isIssued, value, otherwise) as IResolvable;
    return {
      aliases: Token.asList(ifIssued([this.#domain.name], [])),
      viewerCertificate: {
        acmCertificateArn: Token.asString(ifIssued(this.#certificate.arn)),
        sslSupportMethod: Token.asString(ifIssued(NEW_CLIENTS.sslSupportMethod)),
        minimumProtocolVersion: Token.asString(
          ifIssued(NEW_CLIENTS.minimumProtocolVersion, 'TLSv1'),
        ),
        cloudfrontDefaultCertificate: ifIssued(Token.nullValue(), true),
      },
    };
  }
}

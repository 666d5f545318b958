import { readFileSync } from 'node:fs';
import { CloudfrontCachePolicy } from '@cdktf/provider-aws/lib/cloudfront-cache-policy/index.js';
import {
  CloudfrontDistribution,
  type CloudfrontDistributionConfig,
} from '@cdktf/provider-aws/lib/cloudfront-distribution/index.js';
import { CloudfrontFunction } from '@cdktf/provider-aws/lib/cloudfront-function/index.js';
import { CloudfrontOriginAccessControl } from '@cdktf/provider-aws/lib/cloudfront-origin-access-control/index.js';
import { CloudfrontResponseHeadersPolicy } from '@cdktf/provider-aws/lib/cloudfront-response-headers-policy/index.js';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket/index.js';
import { Construct } from 'constructs';
import { ROOM_CACHE_SECONDS } from '../../src/api/limits.ts';
import { IVS_STAGE_SOURCE, pageHeaders } from '../../src/api/page-headers.ts';

export interface SiteDistributionProps {
  readonly prefix: string;
  readonly bucket: S3Bucket;
  readonly apiDomain: string;
  readonly apiPath: string;
}

/** Policies that AWS keeps for everybody, by their fixed ids. */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const YEAR_SECONDS = 31_536_000;

/** The website and the API under one host, so that the demo needs no CORS. */
export class SiteDistribution extends Construct {
  readonly distribution: CloudfrontDistribution;

  constructor(scope: Construct, { prefix, bucket, apiDomain, apiPath }: SiteDistributionProps) {
    super(scope, 'cdn');
    const access = new CloudfrontOriginAccessControl(this, 'access', {
      name: `${prefix}-website`,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    });
    this.distribution = new CloudfrontDistribution(this, 'distribution', {
      comment: `${prefix} website`,
      enabled: true,
      isIpv6Enabled: true,
      httpVersion: 'http2and3',
      priceClass: 'PriceClass_100', // pages come from the nearest of the cheaper places; audio does not pass here at all
      origin: [
        {
          originId: 'website',
          domainName: bucket.bucketRegionalDomainName,
          originAccessControlId: access.id,
        },
        {
          originId: 'api',
          domainName: apiDomain,
          originPath: apiPath,
          customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: 'https-only',
            originSslProtocols: ['TLSv1.2'],
          },
        },
      ],
      defaultCacheBehavior: {
        targetOriginId: 'website',
        viewerProtocolPolicy: 'redirect-to-https',
        allowedMethods: ['GET', 'HEAD'],
        cachedMethods: ['GET', 'HEAD'],
        compress: true,
        cachePolicyId: CACHING_OPTIMIZED,
        responseHeadersPolicyId: this.#headers(prefix).id,
        functionAssociation: [
          { eventType: 'viewer-request', functionArn: this.#routes(prefix).arn },
        ],
      },
      orderedCacheBehavior: [this.#apiBehaviour(prefix)],
      customErrorResponse: uncachedErrors,
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
    });
  }

  /** Room reads may be kept for the two seconds that the API says, so that a full lobby costs one read in two seconds. */
  #apiBehaviour(prefix: string) {
    const cache = new CloudfrontCachePolicy(this, 'room-reads', {
      name: `${prefix}-room-reads`,
      comment: 'As long as the API says, at most 2 s; what says nothing is not kept',
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: ROOM_CACHE_SECONDS,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: 'none' },
        headersConfig: { headerBehavior: 'none' },
        queryStringsConfig: { queryStringBehavior: 'none' },
        enableAcceptEncodingGzip: true,
        enableAcceptEncodingBrotli: true,
      },
    });
    return {
      pathPattern: '/api/*',
      targetOriginId: 'api',
      viewerProtocolPolicy: 'https-only',
      allowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'POST', 'PATCH', 'DELETE'],
      cachedMethods: ['GET', 'HEAD'],
      compress: true,
      cachePolicyId: cache.id,
      originRequestPolicyId: ALL_VIEWER_EXCEPT_HOST_HEADER,
    };
  }

  #routes(prefix: string): CloudfrontFunction {
    return new CloudfrontFunction(this, 'routes', {
      name: `${prefix}-routes`,
      comment: 'Routes of the single-page app to index.html',
      runtime: 'cloudfront-js-2.0',
      publish: true,
      code: readFileSync(new URL('spa-routes.js', import.meta.url), 'utf8'),
    });
  }

  #headers(prefix: string): CloudfrontResponseHeadersPolicy {
    const headers = pageHeaders(IVS_STAGE_SOURCE);
    return new CloudfrontResponseHeadersPolicy(this, 'headers', {
      name: `${prefix}-headers`,
      comment: 'What the pages of the website may do',
      securityHeadersConfig: {
        contentSecurityPolicy: {
          contentSecurityPolicy: headers['Content-Security-Policy'],
          override: true,
        },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: 'SAMEORIGIN', override: true },
        referrerPolicy: { referrerPolicy: headers['Referrer-Policy'], override: true },
        strictTransportSecurity: {
          accessControlMaxAgeSec: YEAR_SECONDS,
          includeSubdomains: true,
          override: true,
        },
      },
      // CloudFront has a place of its own for what else would be a header like the others.
      corsConfig: {
        accessControlAllowOrigins: { items: [headers['Access-Control-Allow-Origin']] },
        accessControlAllowMethods: { items: ['GET', 'HEAD'] },
        accessControlAllowHeaders: { items: ['*'] },
        accessControlAllowCredentials: false,
        originOverride: true,
      },
      customHeadersConfig: {
        items: (['Permissions-Policy', 'Cross-Origin-Opener-Policy'] as const).map((header) => ({
          header,
          value: headers[header],
          override: true,
        })),
      },
    });
  }
}

// CloudFront would keep an error for ten seconds: a throttled or failed read must not be shown to everybody that long.
const uncachedErrors: CloudfrontDistributionConfig['customErrorResponse'] = [
  404, 500, 502, 503, 504,
].map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));

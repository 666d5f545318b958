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
import type { OriginHeader } from './api-address-limit.ts';
import { IVS_STAGE_SOURCE, pageHeaders } from '../../src/api/page-headers.ts';

export interface SiteDistributionProps {
  /** Of the names, which must be unique in the account. */
  readonly prefix: string;
  readonly region: string;
  readonly bucket: S3Bucket;
  readonly apiDomain: string;
  readonly apiPath: string;
  /** Whether the API answers pages of some origins only. */
  readonly originsDiffer: boolean;
  /** The website's own name and certificate; CloudFront's if absent. */
  readonly domain?: Pick<CloudfrontDistributionConfig, 'aliases' | 'viewerCertificate'>;
  /** What limits the requests of an address, and how the API knows that they were counted here. */
  readonly addressLimit?: { readonly aclArn: string; readonly counted: OriginHeader };
}

/** Ids of managed policies, the same in all accounts. */
const CACHING_OPTIMIZED = '658327ea-f89d-4fab-a63d-7e88639e58f6';
const ALL_VIEWER_EXCEPT_HOST_HEADER = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

const YEAR_SECONDS = 31_536_000;

/** Serves the website and the API from one host, so that the demo needs no CORS. */
export class SiteDistribution extends Construct {
  readonly distribution: CloudfrontDistribution;

  constructor(scope: Construct, props: SiteDistributionProps) {
    super(scope, 'cdn');
    const { prefix, region, bucket, apiDomain, apiPath, originsDiffer, addressLimit, domain } =
      props;
    const access = new CloudfrontOriginAccessControl(this, 'access', {
      name: `${prefix}-website`,
      originAccessControlOriginType: 's3',
      signingBehavior: 'always',
      signingProtocol: 'sigv4',
    });
    this.distribution = new CloudfrontDistribution(this, 'distribution', {
      comment: `${prefix} website`,
      enabled: true,
      ...(addressLimit && { webAclId: addressLimit.aclArn }),
      isIpv6Enabled: true,
      httpVersion: 'http2and3',
      // Edge locations in North America and Europe, the cheapest; 200 adds Asia. Audio does not go through CloudFront.
      priceClass: region.startsWith('ap-') ? 'PriceClass_200' : 'PriceClass_100',
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
          ...(addressLimit && { customHeader: [addressLimit.counted] }),
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
      orderedCacheBehavior: [this.#apiBehaviour(prefix, originsDiffer)],
      customErrorResponse: uncachedErrors,
      restrictions: { geoRestriction: { restrictionType: 'none' } },
      viewerCertificate: { cloudfrontDefaultCertificate: true },
      ...domain,
    });
  }

  /** Caches room reads for the 2 s that the API allows, so that a busy lobby causes one read every 2 s. */
  #apiBehaviour(prefix: string, originsDiffer: boolean) {
    const cache = new CloudfrontCachePolicy(this, 'room-reads', {
      name: `${prefix}-room-reads`,
      comment: 'As long as the API says, at most 2 s; without Cache-Control, not at all',
      minTtl: 0,
      defaultTtl: 0,
      maxTtl: ROOM_CACHE_SECONDS,
      parametersInCacheKeyAndForwardedToOrigin: {
        cookiesConfig: { cookieBehavior: 'none' },
        // What one origin may read must not be cached for another.
        headersConfig: originsDiffer
          ? { headerBehavior: 'whitelist', headers: { items: ['Origin'] } }
          : { headerBehavior: 'none' },
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
      comment: 'Serves index.html for the routes of the single-page app',
      runtime: 'cloudfront-js-2.0',
      publish: true,
      code: readFileSync(new URL('spa-routes.js', import.meta.url), 'utf8'),
    });
  }

  #headers(prefix: string): CloudfrontResponseHeadersPolicy {
    const headers = pageHeaders(IVS_STAGE_SOURCE);
    return new CloudfrontResponseHeadersPolicy(this, 'headers', {
      name: `${prefix}-headers`,
      comment: 'Security headers of the website',
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
      // CloudFront requires CORS headers to be set here instead of among the custom headers.
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

// By default CloudFront caches errors for 10 s, and would show one failed read to everybody for that long.
const uncachedErrors: CloudfrontDistributionConfig['customErrorResponse'] = [
  404, 500, 502, 503, 504,
].map((errorCode) => ({ errorCode, errorCachingMinTtl: 0 }));

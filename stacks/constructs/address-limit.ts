import { Wafv2WebAcl } from '@cdktf/provider-aws/lib/wafv2-web-acl/index.js';
import { Construct } from 'constructs';
import { crossOriginHeaders } from '../../src/api/cross-origin.ts';
import { problems } from '../../src/api/problems.ts';
import { routes } from '../../src/api/routes.ts';
import type { AwsProvider } from '@cdktf/provider-aws/lib/provider/index.js';

export interface AddressLimitProps {
  readonly name: string;
  readonly scope: 'REGIONAL' | 'CLOUDFRONT';
  /** Requests of one address in five minutes. */
  readonly limit: number;
  /** Which requests count, as a statement of AWS WAF. */
  readonly counted: object;
  /** The provider of us-east-1, for CloudFront. */
  readonly provider?: AwsProvider;
}

const WINDOW_SECONDS = 300;
const RETRY_SECONDS = 60;
const BODY = 'too-many-requests';

/** Of twenty requests, one may create a room. AWS WAF's own least is 10 requests. */
const roomLimit = (limit: number): number => Math.max(10, Math.floor(limit / 20));

/**
 * A web ACL that answers an address with 429 while it has sent more requests in the last five minutes than it may, or
 * created more rooms. AWS WAF counts about every ten seconds, so a burst can be larger. Samples are off, since they hold
 * addresses and headers.
 */
export class AddressLimit extends Construct {
  readonly acl: Wafv2WebAcl;

  constructor(scope: Construct, { name, limit, counted, ...props }: AddressLimitProps) {
    super(scope, 'address-limit');
    const metrics = { cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
    const rules: [id: string, limit: number, counted: object][] = [
      ['new-rooms', roomLimit(limit), { and_statement: { statement: [counted, ...creations] } }],
      ['requests', limit, counted],
    ];
    this.acl = new Wafv2WebAcl(this, 'acl', {
      ...props,
      name,
      description: 'Refuses addresses that send too many requests to the API',
      defaultAction: { allow: {} },
      customResponseBody: [{ key: BODY, content: refusal, contentType: 'APPLICATION_JSON' }],
      rule: rules.map(([id, most, which], priority) => ({
        name: id,
        priority,
        action: { block: { customResponse: answer } },
        // In Terraform's own notation: CDKTF has no types for statements.
        statement: {
          rate_based_statement: {
            limit: most,
            evaluation_window_sec: WINDOW_SECONDS,
            aggregate_key_type: 'IP',
            scope_down_statement: which,
          },
        },
        visibilityConfig: { ...metrics, metricName: `${name}-${id}` },
      })),
      visibilityConfig: { ...metrics, metricName: name },
    });
  }
}

const refusal = JSON.stringify({
  type: 'about:blank',
  title: problems.TOO_MANY_REQUESTS.title,
  status: problems.TOO_MANY_REQUESTS.status,
  code: 'TOO_MANY_REQUESTS',
  detail:
    'Your address has sent too many requests in five minutes. Wait for the time in Retry-After, then try again.',
});

// AWS WAF sets the content type itself, to application/json.
const answer = {
  responseCode: problems.TOO_MANY_REQUESTS.status,
  customResponseBodyKey: BODY,
  responseHeader: Object.entries({
    ...crossOriginHeaders,
    'cache-control': 'no-store',
    'retry-after': String(RETRY_SECONDS),
  }).map(([name, value]) => ({ name, value })),
};

/** A statement: a part of the request is, or begins or ends with, a text. */
export const matches = (
  part: object,
  position: 'EXACTLY' | 'STARTS_WITH' | 'ENDS_WITH',
  text: string,
  transformations: readonly string[] = ['NONE'],
): object => ({
  byte_match_statement: {
    field_to_match: part,
    search_string: text,
    positional_constraint: position,
    text_transformation: transformations.map((type, priority) => ({ priority, type })),
  },
});

// The API's own host has its stage before the path. API Gateway decodes the path, so `/api/room%73` is the same to it.
const { method, path } = routes['create-room'];
const decoded = ['URL_DECODE', 'NORMALIZE_PATH'];
const creations = [
  matches({ method: {} }, 'EXACTLY', method),
  {
    or_statement: {
      statement: [path, `${path}/`].map((end) =>
        matches({ uri_path: {} }, 'ENDS_WITH', end, decoded),
      ),
    },
  },
];

import type { ApiGatewayStage } from '@cdktf/provider-aws/lib/api-gateway-stage/index.js';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association/index.js';
import { Construct } from 'constructs';
import { TerraformData } from './terraform-data.ts';
import { AddressLimit, matches } from './address-limit.ts';

/** A header that CloudFront adds to the requests that it passes on. */
export interface OriginHeader {
  readonly name: string;
  readonly value: string;
}

/**
 * Limits the requests of an address to the API's own host. Those that come through CloudFront have its addresses, so they
 * are counted there, by the website's web ACL. They carry a secret that says so, which nobody else can send.
 */
export class ApiAddressLimit extends Construct {
  readonly counted: OriginHeader;
  readonly association: Wafv2WebAclAssociation;

  constructor(scope: Construct, stage: ApiGatewayStage, prefix: string, limit: number) {
    super(scope, 'limits-of-addresses');
    // Terraform gives it a random UUID, which is kept in the state.
    const secret = new TerraformData(this, 'secret');
    this.counted = { name: 'x-audio-rooms-counted', value: secret.id };
    const header = { single_header: { name: this.counted.name } };
    const { acl } = new AddressLimit(this, {
      name: `${prefix}-api`,
      scope: 'REGIONAL',
      limit,
      counted: {
        not_statement: { statement: [matches(header, 'EXACTLY', secret.id)] },
      },
    });
    this.association = new Wafv2WebAclAssociation(this, 'association', {
      resourceArn: stage.arn,
      webAclArn: acl.arn,
    });
  }
}

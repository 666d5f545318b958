import { DataResource } from 'cdktf';

/**
 * `terraform_data`, without CDKTF's validation: that runs Terraform to ask for its version, so nothing could be
 * synthesized where Terraform is not installed. A Terraform that is too old for it says so itself.
 */
export class TerraformData extends DataResource {
  constructor(...parameters: ConstructorParameters<typeof DataResource>) {
    super(...parameters);
    this.node.validate = () => [];
  }
}

import { STSClient } from '@aws-sdk/client-sts';

/**
 * The Region that Terraform uses: that of the variables, or else that of the AWS profile. The SDK for JavaScript knows only
 * AWS_REGION, so callers have to pass it on.
 *
 * @returns undefined if none is set.
 */
export async function findRegion(
  variables: Readonly<Record<string, string | undefined>>,
): Promise<string | undefined> {
  const region = variables['AWS_REGION']?.trim() || variables['AWS_DEFAULT_REGION']?.trim();
  if (region) return region;
  try {
    return await new STSClient({}).config.region();
  } catch {
    return undefined; // the SDK throws a plain Error if there is none
  }
}

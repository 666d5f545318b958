/** A change to a synthesized stack, for a provider that is older than the one that the stacks are written for. */
interface Adaptation {
  /** The first major version that does not need it. */
  readonly before: number;
  readonly why: string;
  readonly adapt: (json: string) => string;
}

const adaptations: readonly Adaptation[] = [
  {
    before: 6,
    why: 'the Region of aws_region is its name',
    adapt: (json) =>
      json.replaceAll('data.aws_region.region.region', 'data.aws_region.region.name'),
  },
  {
    before: 6,
    why: 'nodejs24.x is not known yet',
    adapt: (json) => json.replaceAll('"nodejs24.x"', '"nodejs22.x"'),
  },
  {
    before: 6,
    why: "destroying an aws_api_gateway_account keeps the account's role for logs unless told otherwise",
    adapt: (json) => json.replace('"cloudwatch_role_arn":', '"reset_on_delete": true, $&'),
  },
];

/** The version of the provider that a synthesized stack requires. @throws {Error} if it requires none. */
function requiredProvider(json: string): string {
  const version = /"source": "aws",\s*"version": "([\d.]+)"/.exec(json)?.[1];
  if (version === undefined) throw new Error('The stack requires no version of the AWS provider.');
  return version;
}

/** Adapts a synthesized stack to another version of the provider. Has no effect on what has been adapted. */
export function adapt(json: string, provider: string): string {
  const required = requiredProvider(json);
  if (required === provider) return json;
  const pinned = json.replace(`"version": "${required}"`, `"version": "${provider}"`);
  return needed(provider).reduce((text, one) => one.adapt(text), pinned);
}

/** Why a stack is adapted to a version of the provider. */
export const reasons = (provider: string): readonly string[] =>
  needed(provider).map(({ why }) => why);

const needed = (provider: string): readonly Adaptation[] =>
  adaptations.filter(({ before }) => Number.parseInt(provider) < before);

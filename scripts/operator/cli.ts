import { parseArgs, type ParseArgsConfig } from 'node:util';
import { readEnvironment } from '../../stacks/configuration.ts';
import { OperatorError } from '../../stacks/operator-error.ts';

export { OperatorError };

type Options = NonNullable<ParseArgsConfig['options']>;

export interface Script<O extends Options> {
  /** Printed by --help; the first line says what the script does. */
  readonly help: string;
  readonly options: O;
  readonly positionals?: boolean;
}

type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ options: O; allowPositionals: boolean; strict: true }>
>;

/** Options that every script has. */
export const commonOptions = {
  env: { type: 'string' },
  help: { type: 'boolean', default: false },
} as const satisfies Options;

/**
 * Runs a script: parses its arguments, prints its help if asked, and prints any error as one plain message. Sets the exit
 * code to 1 on failure.
 */
export async function runScript<const O extends Options>(
  script: Script<O>,
  main: (values: Parsed<O>['values'], positionals: readonly string[]) => Promise<void>,
): Promise<void> {
  // Terraform reads either variable, the SDK for JavaScript only the first.
  const { AWS_REGION: region, AWS_DEFAULT_REGION: other } = process.env;
  if (!region && other) process.env['AWS_REGION'] = other;
  try {
    const { values, positionals } = parse(script);
    if ((values as { help?: unknown }).help === true) {
      console.log(script.help);
      return;
    }
    await main(values, positionals);
  } catch (error) {
    console.error(explain(error));
    process.exitCode = 1;
  }
}

function parse<O extends Options>({ options, positionals = false }: Script<O>): Parsed<O> {
  try {
    return parseArgs({ options, allowPositionals: positionals, strict: true });
  } catch (error) {
    throw new OperatorError(`${messageOf(error)} Try --help.`);
  }
}

/** The deployment to act on. There is no default, because some scripts can't be undone. */
export function requireEnvironment(env: string | undefined): string {
  const name = env ?? process.env['APP_ENV'];
  if (!name?.trim()) {
    throw new OperatorError(
      'Which deployment? Pass --env development, --env production, or the name that you deployed with.',
    );
  }
  return name === 'local' ? name : readEnvironment({ APP_ENV: name });
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** What to do about the most common errors, by their names in the AWS SDK and Node.js. */
const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'No AWS credentials were found. Run aws configure or aws sso login, or set AWS_PROFILE.',
  ExpiredTokenException:
    'The AWS credentials have expired. Sign in again, for example with aws sso login.',
  ExpiredToken: 'The AWS credentials have expired. Sign in again, for example with aws sso login.',
  UnrecognizedClientException:
    'AWS does not know these credentials. Check AWS_PROFILE and AWS_ACCESS_KEY_ID.',
  InvalidClientTokenId:
    'AWS does not know these credentials. Check AWS_PROFILE and AWS_ACCESS_KEY_ID.',
  ECONNREFUSED:
    'The endpoint refused the connection. Check that npm start is still running, and that AWS_ENDPOINT_URL is right.',
  ENOTFOUND:
    'The host name of the AWS endpoint was not found. Check the internet connection and AWS_REGION.',
};

const denied = ['AccessDenied', 'AccessDeniedException', 'AuthorizationError'];

/** Explains an error in words that an operator can act on. */
export function explain(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const known = advice[error.name] ?? advice[(error as { code?: string }).code ?? ''];
  if (known) return known;
  if (error.message.startsWith('Region is missing')) {
    return 'No AWS Region is set. Set AWS_REGION, or add a region to your profile.';
  }
  if (denied.includes(error.name)) {
    return `AWS denied access to these credentials: ${error.message}`;
  }
  return `${error.name}: ${error.message}`;
}

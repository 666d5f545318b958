import { parseArgs, type ParseArgsConfig } from 'node:util';
import { readEnvironment } from '../../stacks/configuration.ts';

/** A failure whose message tells the operator what is wrong, where, and what to do. Shown without a stack. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

type Options = NonNullable<ParseArgsConfig['options']>;

export interface Script<O extends Options> {
  /** Shown by --help; its first line says what the script does. */
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
 * Runs a script: reads its arguments, shows its help, and turns whatever it throws into one plain message.
 * Sets the exit code to 1 on failure.
 */
export async function runScript<const O extends Options>(
  script: Script<O>,
  main: (values: Parsed<O>['values'], positionals: readonly string[]) => Promise<void>,
): Promise<void> {
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

/** The deployment that a script is for. Never guessed: what it does can't always be undone. */
export function requireEnvironment(env: string | undefined): string {
  const name = env ?? process.env['APP_ENV'];
  if (!name?.trim()) {
    throw new OperatorError(
      'Which deployment? Say --env development, --env production, or the name that you deployed with.',
    );
  }
  if (name === 'local') return name;
  try {
    return readEnvironment({ APP_ENV: name });
  } catch (error) {
    throw new OperatorError(messageOf(error));
  }
}

export const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);

/** AWS's and Node's names for what operators run into first, and what to do about each. */
const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'No AWS credentials were found. Run aws configure or aws sso login, or set AWS_PROFILE.',
  ExpiredTokenException:
    'The AWS credentials have expired. Sign in again, such as with aws sso login.',
  ExpiredToken: 'The AWS credentials have expired. Sign in again, such as with aws sso login.',
  UnrecognizedClientException:
    'AWS does not know these credentials. Check AWS_PROFILE and AWS_ACCESS_KEY_ID.',
  InvalidClientTokenId:
    'AWS does not know these credentials. Check AWS_PROFILE and AWS_ACCESS_KEY_ID.',
  ECONNREFUSED:
    'The endpoint refuses connections. Is npm start still running, and AWS_ENDPOINT_URL right?',
  ENOTFOUND: 'The AWS endpoint has no address. Check the internet connection and AWS_REGION.',
};

const denied = ['AccessDenied', 'AccessDeniedException', 'AuthorizationError'];

/** What a failure means, in words that an operator can act on. */
export function explain(error: unknown): string {
  if (error instanceof OperatorError) return error.message;
  if (!(error instanceof Error)) return String(error);
  const known = advice[error.name] ?? advice[(error as { code?: string }).code ?? ''];
  if (known) return known;
  if (error.message.startsWith('Region is missing')) {
    return 'No AWS Region is set. Set AWS_REGION, or give your profile a region.';
  }
  if (denied.includes(error.name)) {
    return `AWS does not allow this to the credentials in use: ${error.message}`;
  }
  return `${error.name}: ${error.message}`;
}

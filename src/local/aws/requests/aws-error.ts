/** An error response of an AWS service, in the shape that an AWS SDK turns into the matching exception. */
export class AwsError extends Error {
  override name = 'AwsError';
  /** The exception's name, such as `ResourceNotFoundException`. */
  readonly code: string;
  /** HTTP status. */
  readonly status: number;
  /** The code that older SDKs expect, for the one service that still sends both (SQS). */
  readonly queryCode: string | undefined;
  /** Further members of the exception, such as the id of the resource. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    code: string,
    message: string,
    options: {
      status?: number;
      queryCode?: string;
      members?: Readonly<Record<string, unknown>>;
    } = {},
  ) {
    super(message);
    this.code = code;
    this.status = options.status ?? 400;
    this.queryCode = options.queryCode;
    this.members = options.members ?? {};
  }
}

export const validationError = (message: string) => new AwsError('ValidationException', message);

export const accessDenied = (message: string) =>
  new AwsError('AccessDeniedException', message, { status: 403 });

export const throttled = () =>
  new AwsError('ThrottlingException', 'Rate exceeded', { status: 429 });

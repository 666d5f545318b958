/** An error as the SDK makes it from a service's answer. */
export function awsError(name: string, httpStatusCode = 400): Error {
  const error = Object.assign(new Error('from AWS, with an arn:aws:iam::123456789012:user/x'), {
    $metadata: { httpStatusCode },
  });
  error.name = name;
  return error;
}

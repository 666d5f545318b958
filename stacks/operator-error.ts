/** A failure whose message says what is wrong, where, and what to do. It is printed without a stack trace. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}

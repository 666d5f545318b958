/** Why the server can't start, in one line that says what to do about it. */
export class StartError extends Error {
  override name = 'StartError';
}

import { isDatabaseError } from '../aws/dynamodb/database.ts';

/**
 * Keeps the process running after an error that nothing caught: one request of one person has failed, and must not end
 * every room. Errors of the database report themselves.
 * @param isStarting - Whether the server is not up yet; an unknown error ends the process then.
 */
export function surviveUncaughtErrors(isStarting: () => boolean): void {
  process.on('uncaughtException', (error) => {
    if (isDatabaseError(error)) return;
    if (isStarting()) console.error(error);
    else console.error('An unexpected error. Rooms go on; please report it.', error);
    if (isStarting()) process.exit(1);
  });
  // A terminal that is gone, which would otherwise be one more error for each line about the last one.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

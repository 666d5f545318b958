declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** DynamoDB on LevelDB; closing the server closes its database. */
  export default function dynalite(options?: { path?: string; createTableMs?: number }): Server;
}

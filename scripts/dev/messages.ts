import type { FunctionName } from '../../src/backend/functions.ts';

/** How the development server is started. */
export interface DevServerOptions {
  readonly port: number;
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly publicOrigin?: string;
  /** Holds `website/`, `examples/` and `handlers/`. */
  readonly distDirectory: string;
  readonly dataDirectory: string;
  /** Where scripts look for the addresses of the embedded cloud. */
  readonly runDirectory: string;
}

/** What `npm run dev` tells its server. */
export type Order =
  | { readonly type: 'reload-pages'; readonly part: 'site' | 'examples' }
  | { readonly type: 'reload-functions'; readonly names: readonly FunctionName[] }
  | { readonly type: 'show-problem'; readonly problem: string }
  | { readonly type: 'close' };

/** What the server answers: its address when it is ready, then one answer to each order. */
export type Answer =
  | { readonly type: 'ready'; readonly url: string; readonly port: number }
  | { readonly type: 'done' };

/** The exit code of a server that can't be started with these options, such as one whose port is taken. */
export const CAN_NOT_START = 2;

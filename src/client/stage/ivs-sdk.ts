import type * as Ivs from 'amazon-ivs-web-broadcast';
import { lazy } from '../lazy.ts';
import { RoomError } from '../room-error.ts';

/** The exports of the Amazon IVS Web Broadcast SDK. */
export type IvsSdk = typeof Ivs;

/** Loads the IVS SDK. It is called when somebody joins, since the SDK is 195 KB (gzip). */
export type IvsSdkLoader = () => Promise<IvsSdk>;

const importSdk = lazy(() => import('amazon-ivs-web-broadcast'), import.meta.url);

declare global {
  interface Window {
    /** Set by the SDK's own script. */
    IVSBroadcastClient?: unknown;
  }
}

/**
 * The default loader. Takes the SDK from the page's bundle or import map, or else the one that a `<script>` of the
 * page has loaded. Later calls return the same SDK; after a failure, the next call tries again.
 * @throws RoomError `SDK_UNAVAILABLE`
 */
export async function loadIvsSdk(): Promise<IvsSdk> {
  let cause: unknown;
  try {
    // Bundlers export the UMD file as `default`. Loaded as a plain module it exports nothing and sets the global.
    const module: Partial<IvsSdk> = await importSdk();
    const found = sdkIn(module) ?? sdkIn(module.default);
    if (found) return found;
  } catch (error) {
    cause = error;
  }
  const found = sdkIn(globalThis.window.IVSBroadcastClient);
  if (found) return found;
  throw unavailable(
    'Bundle it, name it in an import map, or load its script before joining.',
    cause,
  );
}

/**
 * Makes a loader for pages with neither bundler nor import map: it loads the script that AWS publishes. This is not
 * the default, because it sends a request of the visitor to a third party. The page's Content-Security-Policy must
 * allow `https://web-broadcast.live-video.net` in `script-src`.
 * @param version - Version of `amazon-ivs-web-broadcast`.
 * @example new RoomSession({ loadSdk: loadIvsSdkFromAws('1.41.0') })
 */
export function loadIvsSdkFromAws(version: string): IvsSdkLoader {
  const src = `https://web-broadcast.live-video.net/${encodeURIComponent(version)}/amazon-ivs-web-broadcast.js`;
  let loading: Promise<IvsSdk> | undefined;
  return () => (loading ??= loadScript(src).finally(() => (loading = undefined)));
}

function loadScript(src: string): Promise<IvsSdk> {
  return new Promise((resolve, reject) => {
    const present = sdkIn(window.IVSBroadcastClient);
    if (present) {
      resolve(present);
      return;
    }
    const script = document.createElement('script');
    script.src = src;
    script.onload = script.onerror = () => {
      script.remove();
      const found = sdkIn(window.IVSBroadcastClient);
      if (found) resolve(found);
      else reject(unavailable(`${src} did not load. Check the network and script-src.`));
    };
    document.head.append(script);
  });
}

function sdkIn(candidate: unknown): IvsSdk | undefined {
  return typeof candidate === 'object' && candidate && 'Stage' in candidate
    ? (candidate as IvsSdk)
    : undefined;
}

function unavailable(whatNext: string, cause?: unknown): RoomError {
  return new RoomError('SDK_UNAVAILABLE', `amazon-ivs-web-broadcast was not found. ${whatNext}`, {
    cause,
  });
}

import type * as Ivs from 'amazon-ivs-web-broadcast';
import { RoomError } from '../room-error.ts';

/** What the Amazon IVS web SDK exports. */
export type IvsSdk = typeof Ivs;

/** How a page brings the SDK: 195 KB gzip, so it comes only when somebody joins. */
export type IvsSdkLoader = () => Promise<IvsSdk>;

declare global {
  interface Window {
    /** Where the SDK's own script puts itself. */
    IVSBroadcastClient?: unknown;
  }
}

/**
 * Loads the SDK: from the page's bundle or import map, else from the page's own `<script>`. Calls after the first
 * cost nothing; a failed load is tried again.
 * @throws RoomError `SDK_UNAVAILABLE`
 */
export async function loadIvsSdk(): Promise<IvsSdk> {
  let cause: unknown;
  try {
    // A bundler hands the UMD file over as `default`; as a plain module it exports nothing and sets the global.
    const module: Partial<IvsSdk> = await import('amazon-ivs-web-broadcast');
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
 * A loader for pages with neither bundler nor import map: AWS's own published script. Opt-in, because it sends the
 * visitor to a third party: `new RoomSession({ loadSdk: loadIvsSdkFromAws('1.41.0') })`.
 * The page's Content-Security-Policy must allow `https://web-broadcast.live-video.net` in `script-src`.
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

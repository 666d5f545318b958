// Reloads the page after `npm run dev` has built it again, and shows why a build failed. Only the development server adds
// this script to pages; nothing that is deployed refers to it.

/** What the development server says of itself. */
interface DevState {
  /** Versions of the pages. */
  readonly site: string;
  readonly examples: string;
  /** Why the last build failed; empty if it did not. */
  readonly problem: string;
}

const RETRY_MS = 200;
const NAME = 'dev-reload';

const { dataset = {} } = document.querySelector<HTMLScriptElement>('script[data-events]') ?? {};
const part = location.pathname.startsWith('/examples/') ? 'examples' : 'site';
// One tab listens for all: a browser opens six connections to a server, which six tabs would use up.
const tabs = new BroadcastChannel(NAME);
let latest: DevState | undefined;

function follow(state: DevState): void {
  if (state[part] !== dataset[part]) location.reload();
  else showProblem(state.problem);
}

function showProblem(problem: string): void {
  document.getElementById(NAME)?.remove();
  if (problem === '') return;
  const notice = document.createElement('pre');
  notice.id = NAME;
  notice.textContent = problem;
  Object.assign(notice.style, {
    position: 'fixed',
    inset: 'auto 0 0',
    zIndex: '9999',
    maxHeight: '50vh',
    margin: '0',
    padding: '1rem',
    overflow: 'auto',
    background: '#400',
    color: '#fff',
  });
  document.body.append(notice);
}

function listen(): void {
  const events = new EventSource(dataset['events'] ?? '');
  events.onmessage = ({ data }: MessageEvent<string>) => {
    latest = JSON.parse(data) as DevState;
    tabs.postMessage(latest);
    follow(latest);
  };
  // A server that is starting answers 503, after which the browser would not try again.
  events.onerror = () => {
    if (events.readyState === EventSource.CLOSED) setTimeout(listen, RETRY_MS);
  };
}

tabs.onmessage = ({ data }: MessageEvent<DevState | undefined>) => {
  if (data) follow(data);
  else if (latest) tabs.postMessage(latest);
};
tabs.postMessage(undefined);
if (isSecureContext) {
  void navigator.locks.request(NAME, () => {
    listen();
    return new Promise(() => {}); // kept until the tab is closed
  });
} else {
  listen();
}

export {};

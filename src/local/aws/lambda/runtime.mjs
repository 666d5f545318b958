// Runs in a worker thread as an execution environment: loads a function's bundle, then answers invocations with JSON.
// Plain JavaScript, so that a worker starts without a TypeScript loader.
import { createRequire } from 'node:module';
import { parentPort, workerData } from 'node:worker_threads';

const describe = (error) =>
  error instanceof Error
    ? {
        errorType: error.name,
        errorMessage: error.message,
        trace: error.stack?.split('\n') ?? [],
      }
    : { errorType: typeof error, errorMessage: String(error), trace: [] };

function load() {
  try {
    const { handler } = requireBundle();
    if (typeof handler === 'function') return handler;
  } catch (error) {
    parentPort.postMessage({ type: 'initError', error: describe(error) });
    return undefined;
  }
  const errorMessage = `${workerData.bundle} has no export called handler`;
  const error = { errorType: 'Runtime.HandlerNotFound', errorMessage, trace: [] };
  parentPort.postMessage({ type: 'initError', error });
  return undefined;
}

function requireBundle() {
  const require = createRequire(workerData.bundle);
  try {
    return require(workerData.bundle);
  } catch {
    // Fails once more with a source map, which would slow down each start, so that the trace names TypeScript.
    process.setSourceMapsEnabled(true);
    return require(workerData.bundle);
  }
}

// Replaced before a bundle is loaded, since a bundle may keep a reference. All handlers get the time from Date.now(). It
// continues at the machine's pace between invocations; the latest one sets it for those that are still running.
const realNow = Date.now;
let shift = 0;
Date.now = () => realNow() + shift;

async function answer(handler, { id, event, context, now }) {
  if (now !== undefined) shift = now - realNow();
  const deadline = realNow() + workerData.timeoutMs;
  const getRemainingTimeInMillis = () => Math.max(0, deadline - realNow());
  try {
    const result = await handler(JSON.parse(event), { ...context, getRemainingTimeInMillis });
    parentPort.postMessage({ type: 'result', id, payload: JSON.stringify(result ?? null) });
  } catch (error) {
    parentPort.postMessage({ type: 'error', id, error: describe(error) });
  }
}

const handler = load();
if (handler) {
  parentPort.on('message', (call) => void answer(handler, call));
  parentPort.postMessage({ type: 'ready' });
}

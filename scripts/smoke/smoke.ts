import { commonOptions, OperatorError, requireEnvironment, runScript } from '../operator/cli.ts';
import { smokeSteps } from './smoke-steps.ts';
import { findDeployment, findUrl } from './smoke-target.ts';

const help = `Tries a deployment as two people would: one speaks in a room, the other hears it.

  npm run smoke -- --env production
  npm run smoke -- --url http://localhost:3000

  --env NAME   the deployment, whose website must be deployed, too (default: APP_ENV)
  --url URL    the address of a website instead, such as that of npm start
  --help       show this help

It creates a room, joins it in two pages of a headless browser with the SDK that people have, plays a tone in one, waits
until the other hears it, and ends the room. Participants are charged for about half a minute. If creating rooms requires
an API key, --env finds it, and for --url it is the variable ROOMS_API_KEY. CHROME_PATH chooses another browser.`;

const options = { ...commonOptions, url: { type: 'string' } } as const;

await runScript({ help, options }, async ({ env, url }) => {
  if (env !== undefined && url !== undefined) {
    throw new OperatorError('Pass either --env or --url.');
  }
  const site = url === undefined ? await findDeployment(requireEnvironment(env)) : findUrl(url);
  console.log(`Smoke test of ${site.origin}`);
  const began = performance.now();
  const { steps, cleanUp } = smokeSteps(site);
  try {
    for (const step of steps) await report(step.name, step.run);
  } catch (error) {
    await report('clean up', cleanUp);
    throw error;
  }
  await report('clean up', cleanUp);
  console.log(`Passed in ${seconds(began)}.`);
});

/** Runs a step, and prints its name, how long it took, and what it says. */
async function report(name: string, run: () => Promise<string>): Promise<void> {
  const began = performance.now();
  const line = (state: string, text: string) =>
    `  ${state}  ${seconds(began).padStart(7)}  ${name.padEnd(8)}  ${text}`;
  try {
    const said = await run();
    console.log(line('ok  ', said));
  } catch (error) {
    if (!(error instanceof OperatorError)) throw error;
    console.log(line('FAIL', error.message));
    throw new OperatorError(`The smoke test failed at: ${name}.`);
  }
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

import { mkdirSync } from 'node:fs';
import { App } from 'cdktf';
import { AccountStack } from './account.ts';
import { BackendStack } from './backend.ts';
import { readConfiguration } from './configuration.ts';
import { WebsiteStack } from './website.ts';

// APP_ENV=production npx cdktf deploy backend website
const output = process.env['CDKTF_OUTDIR'];
if (output) mkdirSync(output, { recursive: true }); // CDKTF creates the last folder of --output, but not its parents
const app = new App();
const configuration = readConfiguration(process.env);

new AccountStack(app, configuration);
const backend = new BackendStack(app, { configuration, bundles: 'dist/handlers' });
new WebsiteStack(app, {
  configuration,
  apiDomain: backend.apiDomain,
  apiPath: backend.apiPath,
  directory: 'dist/website',
});

app.synth();

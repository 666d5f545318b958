/** `npm run api` writes the report of the public client API; with `--check`, fails if the report is not up to date. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { emitDeclarations } from './packages/declarations.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const check = process.argv.includes('--check');

// Inside the project, where the types of other packages are found.
const directory = mkdtempSync(join(root, 'dist', 'client-api-'));
process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
await emitDeclarations(root, directory);

const config = ExtractorConfig.prepare({
  configObjectFullPath: undefined,
  packageJsonFullPath: join(root, 'package.json'),
  configObject: {
    projectFolder: root,
    mainEntryPointFilePath: join(directory, 'src/client/index.d.ts'),
    compiler: { tsconfigFilePath: join(root, 'scripts/build/tsconfig.elements.json') },
    apiReport: {
      enabled: true,
      includeForgottenExports: true,
      reportFileName: 'client.api.md',
      reportFolder: join(root, 'docs'),
      reportTempFolder: directory,
    },
    messages: {
      compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
      extractorMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
      tsdocMessageReporting: { default: { logLevel: ExtractorLogLevel.None } },
    },
  },
});

const { apiReportChanged, succeeded } = Extractor.invoke(config, {
  localBuild: !check,
  showVerboseMessages: false,
  messageCallback: (message) => {
    if (message.logLevel !== ExtractorLogLevel.Error) message.handled = true;
  },
});

if (check && apiReportChanged) {
  console.error('docs/client.api.md is not up to date. Run `npm run api` and review the change.');
}
process.exitCode = succeeded ? 0 : 1;

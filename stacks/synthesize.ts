import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdktf';
import { AccountStack } from './account.ts';
import { BackendStack } from './backend.ts';
import type { Configuration } from './configuration.ts';
import { OperatorError } from './operator-error.ts';
import { WebsiteStack } from './website.ts';

/** The directories of what `npm run build` creates. */
export interface Build {
  /** The handlers' bundles. */
  readonly bundles: string;
  readonly website: string;
}

/**
 * Writes all stacks in Terraform's JSON syntax, each to `<outdir>/stacks/<stack>`.
 *
 * @param build - Omit it to destroy, which needs neither functions' code nor files. Nothing can be deployed then.
 * @throws {OperatorError} if the build is missing, or the folder belongs to another deployment.
 */
export function synthesize(configuration: Configuration, outdir: string, build?: Build): void {
  claimFolder(outdir, configuration);
  const app = new App({ outdir });
  new AccountStack(app, configuration);
  const backend = new BackendStack(app, { configuration, bundles: build?.bundles });
  new WebsiteStack(app, {
    configuration,
    apiDomain: backend.apiDomain,
    apiPath: backend.apiPath,
    countedHeader: backend.countedHeader,
    directory: build?.website,
  });
  app.synth();
}

/**
 * Terraform remembers in this folder where the state is. For another deployment in the same folder it would propose to copy
 * the state of the first one over that of the second.
 */
function claimFolder(outdir: string, { environment, region }: Configuration): void {
  const file = join(outdir, 'deployment');
  const wanted = `${environment} in ${region}`;
  const owner = existsSync(file) ? readFileSync(file, 'utf8').trim() : wanted;
  if (owner !== wanted) {
    throw new OperatorError(
      `${outdir} belongs to the deployment ${owner}, and this is ${wanted}. Pass a folder of its own: --output cdktf.out/${environment}/${region}.`,
    );
  }
  mkdirSync(outdir, { recursive: true }); // CDKTF creates the last folder of --output, but not its parents
  writeFileSync(file, `${wanted}\n`);
}

import { readConfiguration } from './configuration.ts';
import { OperatorError } from './operator-error.ts';
import { findRegion } from './region.ts';
import { synthesize } from './synthesize.ts';

// What CDKTF runs: APP_ENV=production npx cdktf deploy backend website --output cdktf.out/production
try {
  const configuration = readConfiguration({
    ...process.env,
    AWS_REGION: await findRegion(process.env),
  });
  synthesize(configuration, process.env['CDKTF_OUTDIR'] ?? 'cdktf.out', {
    bundles: 'dist/handlers',
    website: 'dist/website',
  });
} catch (error) {
  if (!(error instanceof OperatorError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

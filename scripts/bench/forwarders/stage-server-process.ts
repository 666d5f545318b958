import { StageFixture } from '../../system/local/stage/support/stage-fixture.ts';
import { serve } from './obey.ts';

// The stage server, as everything else uses it.

serve(async ({ publishers, listeners }) => {
  const fixture = await StageFixture.start();
  const stage = fixture.addStage('BenchBenchBe');
  const tokens = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => fixture.token(stage, `${name}${index}`));
  return {
    kind: 'stage',
    publishers: tokens(publishers, 'p'),
    listeners: tokens(listeners, 'l'),
  };
});

import { StageFixture } from '../../../test/system/local/stage/support/stage-fixture.ts';
import { serveForwarder } from './serve-forwarder.ts';

// The stage server of src/local.

serveForwarder(async ({ publishers, listeners }) => {
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

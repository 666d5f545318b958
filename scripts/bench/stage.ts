import { readFileSync } from 'node:fs';
import type { Bench, Figure } from './shape.ts';

const FILE = new URL('../../test/bench/stage-server.ts', import.meta.url);

interface StageServerModule {
  readonly stageServerBench: (say: (line: string) => void) => Promise<readonly Figure[]>;
}

export const stage: Bench = {
  name: 'stage',
  about:
    'The stage server with participants in another process: what it adds to a packet on its way and what it uses of the processor, by speakers and listeners, and the largest room in which 99 of 100 packets come within 20 ms.',
  run: async (say) => {
    if (!readFileSync(FILE, 'utf8').includes('export async function stageServerBench')) {
      throw new Error('test/bench/stage-server.ts exports no stageServerBench.');
    }
    const { stageServerBench } = (await import(FILE.href)) as StageServerModule;
    return stageServerBench(say);
  },
};

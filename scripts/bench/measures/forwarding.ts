import { stageServerBench } from '../../../test/bench/forwarding.ts';
import type { Bench } from '../shape.ts';

export const stage: Bench = {
  name: 'stage',
  about:
    'What forwarding one packet of Opus takes: processor time of the process that forwards, and the delay that it adds, for speakers × listeners, with participants in other processes. Beside it others with the same participants and packets: werift, a stack in TypeScript, and plain UDP with Node’s own crypto for the SRTP work, and without it. The largest room grows until one packet of 100 takes longer than 20 ms; its participants want the same processors.',
  run: (say) => stageServerBench(say),
};

import type { Browser } from 'puppeteer-core';
import type { CreateRoomResponse } from '../../src/api/schemas.ts';
import { startBrowser } from '../../test/e2e/support/browser.ts';
import { Visitor } from '../../test/e2e/support/visitor.ts';
import { OperatorError, messageOf } from '../operator/cli.ts';
import { RoomsApi } from './rooms-api.ts';
import type { Site } from './smoke-target.ts';

interface Step {
  readonly name: string;
  /** @returns What it did, in a few words. @throws {OperatorError} that says what went wrong and what to do. */
  readonly run: () => Promise<string>;
}

const TONE_HZ = 520;

/** The steps of a smoke test, in their order, and what to do after them, whether or not they succeeded. */
export function smokeSteps(site: Site): { steps: readonly Step[]; cleanUp: () => Promise<string> } {
  const api = new RoomsApi(site);
  let room: CreateRoomResponse | undefined;
  let browser: Browser | undefined;
  let [ann, ben]: (Visitor | undefined)[] = [];
  const arrive = (name: string, tone?: number): Promise<Visitor> =>
    Visitor.arrive({
      browser: present(browser),
      origin: site.origin,
      name,
      ...(tone !== undefined && { tone }),
    });

  const steps: Step[] = [
    {
      name: 'create',
      run: async () => {
        room = await api.create('Smoke test');
        return 'a room';
      },
    },
    {
      name: 'browser',
      run: async () => {
        browser = await startBrowser({ internet: !isLocal(site.origin) });
        [ann, ben] = [await arrive('Ann', TONE_HZ), await arrive('Ben')];
        return `${await browser.version()}, two pages`;
      },
    },
    {
      name: 'join',
      run: explained(JOIN_ADVICE, async () => {
        await present(ann).listenIn(present(room).room.id);
        await present(ben).listenIn(present(room).room.id);
        return 'both as listeners';
      }),
    },
    {
      name: 'speak',
      run: explained(JOIN_ADVICE, async () => {
        await present(ann).goOnStage();
        await present(ben).seesOnStage('Ann');
        return 'one goes on stage, and the other sees it';
      }),
    },
    {
      name: 'hear',
      run: explained(HEAR_ADVICE, async () => {
        await present(ben).hears(TONE_HZ);
        return `the other hears a tone of ${TONE_HZ} Hz`;
      }),
    },
    {
      name: 'leave',
      run: explained(JOIN_ADVICE, async () => {
        await present(ann).click('Leave');
        await present(ann).reads('You left the room');
        await present(ben).seesOnStage();
        return 'and the other sees the stage empty';
      }),
    },
    {
      name: 'end',
      run: explained(END_ADVICE, async () => {
        await api.end(present(room));
        const { id } = present(room).room;
        room = undefined;
        await present(ben).reads('has ended'); // by the host, or by its time
        await api.isGone(id);
        return 'the room, which its page and the API say';
      }),
    },
  ];
  const cleanUp = async () => {
    await browser?.close();
    if (!room) return 'nothing is left';
    await api.end(room);
    return 'the room was ended';
  };
  return { steps, cleanUp };
}

const JOIN_ADVICE =
  'If the page says that the stage is unreachable, try from another network: *.live-video.net must be reachable. Otherwise run npm run doctor, and read the log of the function join-room.';
const HEAR_ADVICE =
  'The room works, but no sound passes. Most likely this network blocks UDP to IVS; try from another.';
const END_ADVICE =
  'Read the log of the function that ends rooms. expire-rooms ends this one later.';

/** Runs a step with pages, whose failure says what a page showed or a tone was; adds what to do. */
const explained = (advice: string, run: () => Promise<string>) => async (): Promise<string> => {
  try {
    return await run();
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    throw new OperatorError(`${oneLine(messageOf(error))} ${advice}`);
  }
};

const oneLine = (text: string): string => text.replaceAll(/\s+/g, ' ').slice(0, 600);

const isLocal = (origin: string): boolean =>
  ['localhost', '127.0.0.1'].includes(new URL(origin).hostname);

/** What an earlier step has made. */
function present<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('An earlier step is missing.');
  return value;
}

import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { createPrivateKey } from 'node:crypto';
import { DeleteStageCommand, IVSRealTimeClient } from '@aws-sdk/client-ivs-realtime';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import jwt from 'jsonwebtoken';
import type { HTTPRequest } from 'puppeteer-core';
import type { JoinRoomResponse } from '../../../src/api/schemas.ts';
import { resources } from '../../../src/local/shared/local-deployment.ts';
import { record, soak } from '../../support/record.ts';
import { eventually } from '../../support/eventually.ts';
import { FaultWorld, TROUBLE } from '../support/faults/fault-world.ts';
import { freeze, thaw } from '../support/faults/freeze.ts';
import { hide, show } from '../support/hidden-page.ts';
import { claimsOf } from '../support/token-forge.ts';
import type { Visitor } from '../support/visitor.ts';

const world = FaultWorld.forThisFile();

// The tile of a participant who is gone may stay for 15 s, and a busy machine takes a while to show that it went.
const GHOST_MS = 30_000;

const aws = () => ({
  region: 'us-east-1',
  endpoint: world.server.facts.endpoint,
  credentials: world.server.facts.credentials,
});

/** Lea listens to Ann, who speaks in a browser of her own, which a test can stop. */
async function startTalk() {
  const browser = await world.startBrowser();
  const ann = await world.arrive('Ann', { tone: 520, browser });
  const lea = await world.arrive('Lea');
  const roomId = await lea.createRoom();
  await ann.speakIn(roomId);
  await lea.hearsNow(520);
  return { ann, lea, browser, roomId };
}

/** Waits until nobody is on stage. Lea is asked, as a frozen browser does not answer. */
async function assertGoneInTime(lea: Visitor): Promise<void> {
  await eventually(() => lea.tiles(), [], GHOST_MS);
}

describe('a participant who is away for a while', () => {
  it('leaves no tile behind while the laptop sleeps, and is back on stage when it wakes', async () => {
    const { ann, lea, browser } = await startTalk();
    freeze(browser);
    const asleep = performance.now();
    await assertGoneInTime(lea);
    const gone = Math.round((performance.now() - asleep) / 1_000);
    await delay(soak ? 30_000 : 2_000);
    thaw(browser);
    const awake = performance.now();
    await world.isWhole({ ann, lea });
    const wait = Math.round((performance.now() - awake) / 1_000);
    record({
      part: 'Bad networks',
      what: 'A speaker’s laptop sleeps (its browser stopped)',
      tried: 'once',
      outcome: `tile gone after ${gone} s; back on stage by itself ${wait} s after waking`,
    });
  });

  it('learns that the room has ended in the meantime', async () => {
    const { ann, lea, browser } = await startTalk();
    const { token } = await ann.participant();
    freeze(browser);
    const ivs = new IVSRealTimeClient(aws());
    await ivs.send(new DeleteStageCommand({ arn: String(claimsOf(token)['resource']) }));
    await lea.reads('The host has ended this room');
    await delay(9_000);
    thaw(browser);
    await ann.reads('The host has ended this room');
    record({
      part: 'Bad networks',
      what: 'The room ends while somebody is away',
      tried: 'once',
      outcome: 'the right end page for both',
    });
  });

  it('comes back with a new token if its own has expired in the meantime', async () => {
    const lea = await world.arrive('Lea', { tone: 520 });
    const browser = await world.startBrowser();
    const ann = await world.arrive('Ann', { browser });
    const roomId = await lea.createRoom();
    await lea.goOnStage();
    await shortenFirstToken(ann, 14);
    await ann.listenIn(roomId);
    await ann.hearsNow(520);
    const { id } = await ann.participant();
    freeze(browser);
    await delay(18_000);
    thaw(browser);
    await ann.hearsNow(520);
    await eventually(async () => (await ann.text()).includes(TROUBLE), false);
    await lea.seesListeners(1);
    await ann.seesOnStage('Lea');
    assert.notEqual((await ann.participant()).id, id);
    record({
      part: 'Bad networks',
      what: 'The token expires while its holder is away',
      tried: 'once',
      outcome: 'back with a new one; heard again; counted once',
    });
  });

  it('hears and is heard after its page was frozen, and hears while it is hidden', async () => {
    const { ann, lea } = await world.startTalk();
    for (const person of [ann, lea]) {
      const session = await person.page.createCDPSession();
      await session.send('Page.setWebLifecycleState', { state: 'frozen' });
      await delay(4_000);
      await session.send('Page.setWebLifecycleState', { state: 'active' });
      await session.detach();
      await world.isWhole({ ann, lea });
    }
    await hide(lea.page);
    await delay(4_000);
    await lea.hearsNow(520);
    await show(lea.page);
    await world.isWhole({ ann, lea });
    record({
      part: 'Bad networks',
      what: 'Page frozen by the browser, page hidden',
      tried: 'each of both sides once',
      outcome: 'all true again at once',
    });
  });
});

/** Makes the first token that the page receives expire after some seconds. It is signed again, so that the stage accepts it. */
async function shortenFirstToken({ page }: Visitor, seconds: number): Promise<void> {
  const { SecretString = '' } = await new SecretsManagerClient(aws()).send(
    new GetSecretValueCommand({ SecretId: resources.keyPairSecret }),
  );
  const { privateKey, publicKeyArn } = JSON.parse(SecretString) as Record<string, string>;
  await page.setRequestInterception(true);
  let first = true;
  page.on('request', (request) => {
    const shorten = first && request.url().endsWith('/participants');
    if (shorten) first = false;
    void (shorten ? answerShort(request) : request.continue());
  });
  const answerShort = async (request: HTTPRequest): Promise<void> => {
    const body = (await request.fetchPostData()) ?? '';
    const response = await fetch(request.url(), { method: 'POST', body });
    const { room, participant } = (await response.json()) as JoinRoomResponse;
    const { iat, ...claims } = claimsOf(participant.token);
    const exp = Number(iat) + seconds;
    const key = createPrivateKey(privateKey ?? '');
    const token = jwt.sign({ ...claims, iat, exp }, key, {
      algorithm: 'ES384',
      keyid: publicKeyArn ?? '',
    });
    const expiresAt = new Date(exp * 1_000).toISOString();
    await request.respond({
      status: 201,
      contentType: 'application/json',
      body: JSON.stringify({ room, participant: { ...participant, token, expiresAt } }),
    });
  };
}

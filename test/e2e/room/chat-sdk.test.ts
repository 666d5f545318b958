import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  type ChatTokenCapability,
  CreateChatTokenCommand,
  CreateRoomCommand,
  DeleteRoomCommand,
  IvschatClient,
  SendEventCommand,
} from '@aws-sdk/client-ivschat';
import type { Page } from 'puppeteer-core';
import { cutConnections } from '../../support/cut-connections.ts';
import { eventually } from '../../support/eventually.ts';
import { bundle } from '../support/bundle.ts';
import { E2eWorld } from '../support/e2e-world.ts';
import type { ChatLog } from '../support/in-page/in-page-chat.ts';

const world = E2eWorld.forThisFile();

describe('the IVS Chat SDK in a browser', () => {
  let client: IvschatClient;
  const pages: Page[] = [];

  before(() => {
    const { endpoint, credentials } = world.server;
    client = new IvschatClient({ region: 'us-east-1', endpoint, credentials });
  });
  after(() => client.destroy());

  const tokenFor = async (
    roomIdentifier: string,
    userId: string,
    capabilities: ChatTokenCapability[],
  ): Promise<string> => {
    const command = new CreateChatTokenCommand({ roomIdentifier, userId, capabilities });
    return String((await client.send(command)).token);
  };

  /** Opens a page that connects to a room with the SDK and nothing else. */
  async function visit(arn: string, userId: string, capabilities: ChatTokenCapability[]) {
    const page = await world.browser.newPage();
    pages.push(page);
    await page.goto(world.server.url);
    await page.evaluate(await bundle('in-page-chat.ts'));
    const tokens = await Promise.all([1, 2].map(() => tokenFor(arn, userId, capabilities)));
    const url = world.server.account.chatEndpoint;
    await page.evaluate((...args) => window.chatTools.connect(...args), url, tokens);
    const log = (): Promise<ChatLog> => page.evaluate(() => window.chatTools.log());
    const told = (line: string, times = 1) =>
      eventually(async () => (await log()).filter((one) => one === line).length, times);
    await told('connect');
    return { page, log, told };
  }

  it('sends, receives, deletes, disconnects, reconnects after a cut, and is refused', async () => {
    const { arn = '' } = await client.send(new CreateRoomCommand({ name: 'browser' }));
    const host = await visit(arn, 'host', ['SEND_MESSAGE', 'DELETE_MESSAGE', 'DISCONNECT_USER']);
    const lea = await visit(arn, 'lea', []);

    const id = await host.page.evaluate(() => window.chatTools.say('Hallo 👋', { type: 'text' }));
    for (const { told } of [host, lea]) await told('message host Hallo 👋 {"type":"text"}');
    assert.equal(await lea.page.evaluate(() => window.chatTools.say('me too', {})), 'refused 403');

    const event = { eventName: 'hand-raised', attributes: { id: 'lea' } };
    await client.send(new SendEventCommand({ roomIdentifier: arn, ...event }));
    for (const { told } of [host, lea]) await told('event hand-raised {"id":"lea"}');

    await host.page.evaluate((message) => window.chatTools.deleteMessage(message, 'rude'), id);
    for (const { told } of [host, lea]) await told('deleted rude');

    cutConnections(world.server.port);
    for (const { told } of [host, lea]) await told('connect', 2);
    await host.page.evaluate(() => window.chatTools.say('again', {}));
    for (const { told } of [host, lea]) await told('message host again {}');

    await host.page.evaluate(() => window.chatTools.disconnectUser('lea'));
    await lea.told('disconnect serverDisconnect');
    await host.told('disconnected lea');

    await client.send(new DeleteRoomCommand({ identifier: arn }));
    await host.told('disconnect serverDisconnect');
    for (const page of pages) await page.close();
    await eventually(() => world.server.counts().chatConnections, 0);
  });
});

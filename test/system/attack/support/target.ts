import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import { ServerProcess } from '../../../support/server-process.ts';
import { soak } from '../../../support/record.ts';
import { waitFor } from '../../../support/eventually.ts';
import { StageClient } from '../../local/stage/support/stage-client.ts';
import type { CreateRoomResponse, JoinRoomResponse } from '../../../../src/api/schemas.ts';

/** The number of runs of a property: fifty times as many in a soak test. */
export const runs = (times: number): number => (soak ? times * 50 : times);

/** The server that the tests of a file attack. It must survive all of them as the same process. */
export class Target {
  #server: ServerProcess | undefined;

  /** Call this at the top of a test file. */
  static forThisFile(): Target {
    const target = new Target();
    before(async () => {
      target.#server = await ServerProcess.start({ port: 0 });
    });
    after(async () => {
      try {
        await target.isUnharmed();
      } finally {
        await target.#server?.stop();
      }
    });
    return target;
  }

  get server(): ServerProcess {
    assert.ok(this.#server, 'The server is not running: use it inside a test.');
    return this.#server;
  }

  get url(): string {
    return this.server.url;
  }

  get port(): number {
    return Number(new URL(this.url).port);
  }

  async createRoom(): Promise<CreateRoomResponse> {
    const response = await this.post('/api/rooms', { name: 'Ann', role: 'speaker' });
    assert.equal(response.status, 201);
    return (await response.json()) as CreateRoomResponse;
  }

  /** Joins a room without a browser. */
  async join(roomId: string): Promise<StageClient> {
    const body = { name: 'Eve', role: 'speaker' };
    const response = await this.post(`/api/rooms/${roomId}/participants`, body);
    const { participant } = (await response.json()) as JoinRoomResponse;
    return new StageClient(participant.token).joined();
  }

  post(path: string, body: unknown): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  }

  /** Asserts that the server runs, answers, has logged no error, and has nothing open. */
  async isUnharmed(): Promise<void> {
    const { server } = this;
    assert.ok(server.running, server.stderr);
    await waitFor('nothing open', async () => {
      const { sockets, peerConnections, stages, participants, chatConnections } =
        await server.counts();
      return sockets + peerConnections + stages + participants + chatConnections === 0;
    });
    const page = await fetch(server.url);
    assert.equal(page.status, 200);
    await page.text();
    assert.equal(server.stderr, '');
  }
}

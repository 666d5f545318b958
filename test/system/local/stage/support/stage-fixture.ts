import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import type { StageRecord, StageUpdate } from '../../../../../src/local/shared/stage-records.ts';
import { parseUrl } from '../../../../../src/local/shared/http.ts';
import {
  createStageServer,
  type StageServer,
  type StageServerOptions,
} from '../../../../../src/local/stage/stage-server.ts';

const ARN = 'arn:aws:ivs:us-east-1:000000000000';

export interface TestKeyPair {
  readonly arn: string;
  readonly privateKey: KeyObject;
  readonly pem: string;
}

export function makeKeyPair(name: string, curve = 'P-384'): TestKeyPair {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: curve });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();
  return { arn: `${ARN}:public-key/${name}`, privateKey, pem };
}

export type Claims = Record<string, unknown>;

/** A stage server with an HTTP server of its own, and stages and keys that a test may add and remove. */
export class StageFixture {
  readonly key = makeKeyPair('AAAAAAAAAAAA');
  readonly stages = new Map<string, StageRecord>();
  readonly keys = new Map<string, string>([[this.key.arn, this.key.pem]]);
  readonly updates: StageUpdate[] = [];
  readonly http = createServer();
  stageServer!: StageServer;

  static async start(options: Partial<StageServerOptions> = {}): Promise<StageFixture> {
    const fixture = new StageFixture();
    const { http } = fixture;
    const stageServer = await createStageServer({
      findStage: (arn) => fixture.stages.get(arn),
      findPublicKey: (arn) => {
        const publicKeyMaterial = fixture.keys.get(arn);
        if (publicKeyMaterial === undefined) return undefined;
        return { arn, name: 'test', publicKeyMaterial, fingerprint: '', tags: {} };
      },
      emit: (update) => fixture.updates.push(update),
      mediaAddress: '127.0.0.1',
      mediaPort: 0,
      ...options,
    });
    fixture.stageServer = stageServer;
    http.on('request', (request, response) => {
      const url = parseUrl(request);
      if (!url || !stageServer.handleRequest(request, response, url)) response.writeHead(404).end();
    });
    http.on('upgrade', (request, socket, head) => {
      if (!stageServer.handleUpgrade(request, socket, head)) socket.destroy();
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return fixture;
  }

  get origin(): string {
    return `127.0.0.1:${(this.http.address() as AddressInfo).port}`;
  }

  addStage(id: string): StageRecord {
    const stage: StageRecord = {
      arn: `${ARN}:stage/${id}`,
      id,
      name: 'test',
      tags: {},
      endpoints: {
        events: `ws://${this.origin}${this.stageServer.eventsPath}`,
        whip: `http://${this.origin}${this.stageServer.whipPath}`,
      },
    };
    this.stages.set(stage.arn, stage);
    return stage;
  }

  claims(stage: StageRecord, participantId: string, changes: Claims = {}): Claims {
    const now = Math.floor(Date.now() / 1000);
    return {
      jti: participantId,
      resource: stage.arn,
      topic: stage.id,
      events_url: stage.endpoints.events,
      whip_url: stage.endpoints.whip,
      user_id: `user-of-${participantId}`,
      attributes: {},
      capabilities: { allow_publish: true, allow_subscribe: true },
      version: '1.0',
      iat: now,
      exp: now + 3600,
      ...changes,
    };
  }

  token(stage: StageRecord, participantId: string, changes: Claims = {}): string {
    return this.sign(this.claims(stage, participantId, changes));
  }

  sign(claims: Claims, key: TestKeyPair = this.key): string {
    return jwt.sign(JSON.stringify(claims), key.privateKey, {
      algorithm: 'ES384',
      header: { alg: 'ES384', typ: 'JWT', kid: key.arn },
    });
  }

  async stop(): Promise<void> {
    await this.stageServer.close();
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }
}

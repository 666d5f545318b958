import { fixture, html } from '@open-wc/testing';
import '../../../../components/audio-room/audio-room.ts';
import type { AudioRoom } from '../../../../components/audio-room/audio-room.ts';
import { FakeApi } from '../../client/fake-api.ts';
import { fakeSdk, type FakeSdk } from '../../client/fake-stage.ts';
import { button, hasButton, textOf } from '../element-support.ts';
import { waitUntil } from '../../wait-until.ts';

/** Waits until the text appears in an element. */
export const says = (el: Element, text: string) =>
  waitUntil(() => textOf(el).includes(text), `no "${text}" in "${textOf(el)}"`);

/** Waits until an element has a button of that name. */
export const offers = (el: Element, name: string) =>
  waitUntil(() => hasButton(el, name), `no button "${name}"`);

/** An `<audio-room>` with a fake API and a fake SDK, both new for each test of the suite. */
export class AudioRoomFixture {
  api!: FakeApi;
  sdk!: FakeSdk;

  constructor() {
    beforeEach(async () => {
      localStorage.clear();
      this.api = new FakeApi();
      this.sdk = await fakeSdk();
    });
    afterEach(() => this.api.restore());
  }

  readonly loadSdk = () => Promise.resolve(this.sdk.sdk);

  start(): Promise<AudioRoom> {
    return fixture(html`<audio-room name="Zoë" .loadSdk=${this.loadSdk}></audio-room>`);
  }

  async lobby(): Promise<AudioRoom> {
    const el = await fixture<AudioRoom>(html`
      <audio-room room-id="abc" name="Zoë" .loadSdk=${this.loadSdk}></audio-room>
    `);
    await says(el, '3 listeners');
    return el;
  }

  async listening(): Promise<AudioRoom> {
    const el = await this.lobby();
    button(el, 'Join as a listener').click();
    await offers(el, 'Leave');
    return el;
  }
}

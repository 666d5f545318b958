import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/audio-room/audio-room.ts';
import type { AudioRoom } from '../../../../components/audio-room/audio-room.ts';
import { en } from '../../../../components/texts/en.ts';
import { RoomApi } from '../../../../src/client/api/room-api.ts';
import { replace } from '../../client/client-support.ts';
import { FakeApi } from '../../client/fake-api.ts';
import { fakeSdk, type FakeSdk } from '../../client/fake-stage.ts';
import { button, eventOf, hasButton, textOf } from '../element-support.ts';
import { waitUntil } from '../../wait-until.ts';

/** A bug must reach `reportError`, the page as `room-error`, and the person. */
describe('<audio-room> and bugs', () => {
  const bug = new TypeError('x is not a function');
  function broken(): never {
    throw bug;
  }
  let api: FakeApi;
  let fake: FakeSdk;
  let reported: unknown[];
  let restore: () => void;

  beforeEach(async () => {
    api = new FakeApi();
    fake = await fakeSdk();
    reported = [];
    restore = replace(window, 'reportError', (error: unknown) => reported.push(error));
  });

  afterEach(() => {
    restore();
    api.restore();
  });

  const loadSdk = () => Promise.resolve(fake.sdk);
  const lobby = () =>
    fixture<AudioRoom>(html`
      <audio-room room-id="abc" name="Zoë" .loadSdk=${loadSdk}></audio-room>
    `);
  const says = (el: Element, text: string) => waitUntil(() => textOf(el).includes(text), text);
  const has = (el: Element, name: string) => waitUntil(() => hasButton(el, name), name);

  it('shows a bug in the lobby', async () => {
    const mend = replace(RoomApi.prototype, 'get', broken);
    const el = await lobby();
    await says(el, en.errors.UNEXPECTED_ERROR);
    mend();
    expect(reported).to.deep.equal([bug]);
  });

  it('shows a bug of the SDK when joining', async () => {
    Object.assign(fake.sdk, { Stage: broken });
    const el = await lobby();
    await has(el, 'Join as a listener');
    const event = eventOf(el, 'room-error');
    button(el, 'Join as a listener').click();
    expect((await event).code).to.equal('UNEXPECTED_ERROR');
    await says(el, en.errors.UNEXPECTED_ERROR);
    expect(reported).to.deep.equal([bug]);
  });

  it('shows a bug in the handler of a request, until it is dismissed', async () => {
    const el = await lobby();
    await has(el, 'Join as a listener');
    button(el, 'Join as a listener').click();
    await has(el, 'Leave');
    replace(el.session!, 'goOnStage', broken);
    const event = eventOf(el, 'room-error');
    button(el, 'Go on stage').click();
    expect((await event).code).to.equal('UNEXPECTED_ERROR');
    await says(el, en.errors.UNEXPECTED_ERROR);
    expect(reported).to.deep.equal([bug]);
    button(el, 'Dismiss').click();
    await waitUntil(() => !textOf(el).includes(en.errors.UNEXPECTED_ERROR), 'dismissed');
  });
});

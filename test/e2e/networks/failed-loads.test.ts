import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type {} from '../../../components/audio-room/audio-room.ts';
import { eventually } from '../../support/eventually.ts';
import { FailingParts } from '../support/faults/failing-parts.ts';

const parts = new FailingParts();

describe('a part of the page that failed to load', () => {
  it('is loaded again by itself, so that nobody notices', async () => {
    const ann = await parts.world.arrive('Ann');
    await ann.createRoom();
    await ann.click('Invite');
    await ann.page.waitForSelector('::-p-aria([role="image"])', { visible: true });
    assert.deepEqual(parts.failed(), ['amazon-ivs', 'join-bundle', 'joined-room', 'qrcode']);
  });

  it('is loaded when the person tries again, and until then no blocker is blamed', async () => {
    parts.failuresEach = 3;
    const ann = await parts.world.arrive('Ann');
    await ann.open('/');
    await ann.click('Create a room');
    await ann.reads('Part of this page didn’t load.');
    assert.doesNotMatch(await ann.text(), /block/);
    await eventually(async () => {
      await ann.page.evaluate(() =>
        document
          .querySelector('audio-room')
          ?.create()
          .catch(() => {}),
      );
      return (await ann.text()).includes('Leave');
    }, true);
  });

  it('does not hide why nobody can enter', async () => {
    parts.failuresEach = Infinity;
    const ann = await parts.world.arrive('Ann');
    await ann.open('/room/nowhere');
    await ann.reads('This room doesn’t exist.');
  });
});

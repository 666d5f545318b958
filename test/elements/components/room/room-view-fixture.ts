import { fixture, html } from '@open-wc/testing';
import '../../../../components/room/room-view.ts';
import type { RoomView } from '../../../../components/room/room-view.ts';
import type { RoomSnapshot } from '../../../../src/client/snapshot.ts';
import { deepAll, snapshotOf, speaker } from '../element-support.ts';

/** What the room knows while this person is on stage. */
export const onStage = {
  phase: 'speaking',
  speakers: [speaker('Zoë', { local: true })],
} as const;

/** A rendered `<audio-room-view>`. */
export async function roomView(changes: Partial<RoomSnapshot> = {}): Promise<RoomView> {
  const el = await fixture<RoomView>(html`
    <audio-room-view
      .snapshot=${snapshotOf(changes)}
      invite-link="https://rooms.example/room/abc"
    ></audio-room-view>
  `);
  await rendered(el);
  return el;
}

/** Resolves when the element and all elements inside it are rendered. */
export async function rendered(el: RoomView): Promise<void> {
  await el.updateComplete;
  for (const child of deepAll<RoomView>(el, '*')) {
    if (child.localName.includes('-')) await child.updateComplete;
  }
}

import type { RoomView } from '../../../../components/room/room-view.ts';
import { snapshotOf } from '../element-support.ts';
import { onStage, rendered } from './room-view-fixture.ts';

/** Dispatches a keyboard event, which the browser itself does nothing for. */
export function send(target: EventTarget, type: string, init: KeyboardEventInit): boolean {
  const common = { bubbles: true, composed: true, cancelable: true };
  return target.dispatchEvent(new KeyboardEvent(type, { ...common, ...init }));
}

export const press = (key: string, target: EventTarget, type = 'keydown'): boolean =>
  send(target, type, { key, code: key === ' ' ? 'Space' : `Key${key.toUpperCase()}` });

/** Presses a key, lets the room show what it asks for, and releases the key after it has repeated or at once. */
export async function hold(
  el: RoomView,
  target: HTMLElement,
  init: KeyboardEventInit,
  held = true,
) {
  const asked: boolean[] = [];
  const follow = ({ muted }: { muted: boolean }): void => {
    asked.push(muted);
    el.snapshot = snapshotOf({ ...onStage, muted });
  };
  el.addEventListener('mic-request', follow);
  send(target, 'keydown', init);
  await rendered(el);
  if (held) send(target.isConnected ? target : el, 'keydown', { ...init, repeat: true });
  send(window, 'keyup', init);
  el.removeEventListener('mic-request', follow);
  return asked;
}

import type { RoomSnapshot } from '../src/client/snapshot.ts';
import type { SiteTexts } from './site-texts.ts';

/**
 * What a room changes in the page around it: its title, the system's media controls, and a screen that stays on.
 * The page's business, not the element's: two rooms in one page would fight over it.
 */
export class PageEffects {
  readonly #texts: SiteTexts;
  #lock: Promise<WakeLockSentinel | undefined> | undefined;
  #inRoom = false;

  constructor(texts: SiteTexts) {
    this.#texts = texts;
    // The browser takes the lock away with the page out of sight.
    document.addEventListener('visibilitychange', () => this.#keepAwake());
  }

  /** Shows this snapshot, or none. */
  show(snapshot: RoomSnapshot | undefined): void {
    const { phase, muted = false } = snapshot ?? {};
    const texts = this.#texts;
    if (this.#inRoom) document.title = texts.roomTitle; // until the lines below say more
    this.#inRoom = phase === 'listening' || phase === 'speaking';
    const standing = phase === 'speaking' ? (muted ? texts.muted : texts.live) : texts.listening;
    document.documentElement.classList.toggle('live', this.#inRoom);
    if (this.#inRoom) document.title = `${standing} · ${texts.roomTitle}`;
    this.#showMedia(snapshot, standing);
    this.#keepAwake();
  }

  #showMedia(snapshot: RoomSnapshot | undefined, standing: string): void {
    if (!('mediaSession' in navigator)) return;
    const { mediaSession } = navigator;
    mediaSession.playbackState = this.#inRoom ? 'playing' : 'none';
    mediaSession.metadata = this.#inRoom
      ? new MediaMetadata({ title: this.#texts.roomTitle, artist: standing })
      : null;
    if (snapshot?.phase === 'speaking' && 'setMicrophoneActive' in mediaSession) {
      void mediaSession.setMicrophoneActive(!snapshot.muted);
    }
  }

  #keepAwake(): void {
    const wanted = this.#inRoom && !document.hidden;
    if (wanted === (this.#lock !== undefined) || !('wakeLock' in navigator)) return;
    if (wanted) {
      // Refused on a low battery: the screen then goes dark as always.
      this.#lock = navigator.wakeLock.request().catch(() => undefined);
      return;
    }
    const lock = this.#lock;
    this.#lock = undefined;
    void lock?.then((sentinel) => sentinel?.release());
  }
}

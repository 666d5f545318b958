import type { RoomSnapshot } from '../src/client/snapshot.ts';
import type { SiteTexts } from './site-texts-en.ts';

/**
 * Shows the state of a room in the page around it: in the title and the system's media controls, and by keeping the
 * screen on. The page does this, not the element: two rooms in one page would fight over it.
 */
export class PageEffects {
  readonly #texts: SiteTexts;
  #lock: Promise<WakeLockSentinel | undefined> | undefined;
  #inRoom = false;
  #title: string;

  constructor(texts: SiteTexts) {
    this.#texts = texts;
    this.#title = texts.roomTitle;
    // The browser releases the wake lock while the page is hidden.
    document.addEventListener('visibilitychange', () => this.#keepAwake());
  }

  /** The page's title while nobody is in the room. */
  set title(title: string) {
    this.#title = title;
    if (!this.#inRoom) document.title = title;
  }

  /** Shows the state of the room; undefined while there is none. */
  show(snapshot: RoomSnapshot | undefined): void {
    const { phase, muted = false } = snapshot ?? {};
    const texts = this.#texts;
    this.#inRoom = phase === 'listening' || phase === 'speaking';
    const status = phase === 'speaking' ? (muted ? texts.muted : texts.live) : texts.listening;
    document.documentElement.classList.toggle('live', this.#inRoom);
    const title = snapshot?.room?.title || texts.roomTitle;
    document.title = this.#inRoom ? `${status} · ${title}` : this.#title;
    this.#showMedia(snapshot, title, status);
    this.#keepAwake();
  }

  #showMedia(snapshot: RoomSnapshot | undefined, title: string, status: string): void {
    if (!('mediaSession' in navigator)) return;
    const { mediaSession } = navigator;
    mediaSession.playbackState = this.#inRoom ? 'playing' : 'none';
    mediaSession.metadata = this.#inRoom ? new MediaMetadata({ title, artist: status }) : null;
    if (snapshot?.phase === 'speaking' && 'setMicrophoneActive' in mediaSession) {
      void mediaSession.setMicrophoneActive(!snapshot.muted);
    }
  }

  #keepAwake(): void {
    const wanted = this.#inRoom && !document.hidden;
    if (wanted === (this.#lock !== undefined) || !('wakeLock' in navigator)) return;
    if (wanted) {
      // Browsers refuse it when the battery is low. The screen then turns off as usual.
      this.#lock = navigator.wakeLock.request().catch(() => undefined);
      return;
    }
    const lock = this.#lock;
    this.#lock = undefined;
    void lock?.then((sentinel) => sentinel?.release());
  }
}

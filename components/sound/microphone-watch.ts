import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Microphone } from '../../src/client/media/microphone.ts';
import {
  type MicrophoneDevice,
  MicrophoneFoundEvent,
} from '../../src/client/media/microphone-events.ts';
import { LevelController } from './level-controller.ts';

// A cough or a knock is shorter; after it the person means to be heard.
const SPEECH_MS = 900;

/** What a person should know about the microphone: plugged in, pulled out, or off while they talk. */
export class MicrophoneWatch implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #level: LevelController;
  #microphone: Microphone | undefined;
  #listening: AbortController | undefined;
  #muted = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** A microphone that was plugged in and not taken. */
  found: MicrophoneDevice | undefined;

  /** Somebody talks into a microphone that is off. */
  talkingMuted = false;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    this.#level = new LevelController(host, { onSpeaking: (speaking) => this.#hear(speaking) });
    host.addController(this);
  }

  /** Watches this microphone; `muted`: it is open, and the room hears nothing of it. */
  follow(microphone: Microphone | undefined, muted: boolean): void {
    if (microphone !== this.#microphone) {
      this.#microphone = microphone;
      this.hostConnected();
    }
    this.#muted = muted;
    if (!muted) this.#hear(false);
    this.#level.follow(muted ? microphone?.stream : undefined);
  }

  /** The person has read the notice. */
  dismiss(): void {
    this.found = undefined;
    this.talkingMuted = false;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    this.hostDisconnected();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    this.#microphone?.addEventListener('change', () => this.#host.requestUpdate(), { signal });
    this.#microphone?.addEventListener(
      'found',
      (event) => {
        if (event instanceof MicrophoneFoundEvent) this.found = event.device;
        this.#host.requestUpdate();
      },
      { signal },
    );
  }

  hostDisconnected(): void {
    this.#listening?.abort();
    clearTimeout(this.#timer);
  }

  #hear(speaking: boolean): void {
    clearTimeout(this.#timer);
    if (speaking === this.talkingMuted) return;
    if (!speaking) {
      // Stays until it is read or no longer true; a pause between words does not take it away.
      if (this.#muted) return;
      this.talkingMuted = false;
      this.#host.requestUpdate();
      return;
    }
    this.#timer = setTimeout(() => {
      this.talkingMuted = this.#muted;
      this.#host.requestUpdate();
    }, SPEECH_MS);
  }
}

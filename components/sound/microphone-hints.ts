import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Microphone } from '../../src/client/media/microphone.ts';
import type { MicrophoneDevice } from '../../src/client/media/microphone-events.ts';
import { later } from '../shared/view.ts';
import { LevelController } from './level-controller.ts';
import { MicrophoneController } from './microphone-controller.ts';

// A cough or a knock is shorter than this; whoever speaks for longer wants to be heard.
const SPEECH_MS = 900;

/** Notices two things that a person should know: a microphone was plugged in, or they are talking while muted. */
export class MicrophoneHints implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #microphone: MicrophoneController;
  readonly #level: LevelController;
  #isMuted = false;
  #cancel = (): void => {};

  /** A microphone that was plugged in and is not in use. */
  found: MicrophoneDevice | undefined;

  /** The person is talking while muted. */
  isTalkingMuted = false;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    this.#microphone = new MicrophoneController(host, {
      onFound: (device) => {
        this.found = device;
        host.requestUpdate();
      },
    });
    this.#level = new LevelController(host, {
      element: host,
      parts: () => [], // it shows no level
      onSpeaking: (speaking) => this.#handleSpeaking(speaking),
    });
    host.addController(this);
  }

  /**
   * Follows this microphone.
   * @param isMuted - Whether it is open, but the room does not hear it.
   */
  follow(microphone: Microphone | undefined, isMuted: boolean): void {
    this.#microphone.follow(microphone);
    this.#level.follow(isMuted ? microphone?.stream : undefined);
    this.#isMuted = isMuted;
    if (!isMuted) this.#forgetTalking();
  }

  /** Takes both hints back: the person has seen them. */
  dismiss(): void {
    this.found = undefined;
    this.isTalkingMuted = false;
    this.#host.requestUpdate();
  }

  hostDisconnected(): void {
    this.#cancel();
  }

  #handleSpeaking(speaking: boolean): void {
    this.#cancel();
    // Once shown, the hint stays: a pause between words does not take it away.
    if (!speaking || this.isTalkingMuted) return;
    const tell = (): void => {
      this.isTalkingMuted = this.#isMuted;
      this.#host.requestUpdate();
    };
    this.#cancel = later(this.#host, tell, SPEECH_MS);
  }

  #forgetTalking(): void {
    this.#cancel();
    if (!this.isTalkingMuted) return;
    this.isTalkingMuted = false;
    this.#host.requestUpdate();
  }
}

import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Microphone } from '../../src/client/media/microphone.ts';
import {
  type MicrophoneDevice,
  MicrophoneFoundEvent,
  MicrophoneLostEvent,
} from '../../src/client/media/microphone-events.ts';

interface MicrophoneControllerOptions {
  /** Called when the controller begins to follow a microphone. */
  readonly onFollow?: (microphone: Microphone) => void;
  /** Called when the microphone was opened, closed or changed. */
  readonly onChange?: () => void;
  /** Called when the open microphone was unplugged or taken away. */
  readonly onLost?: (event: MicrophoneLostEvent) => void;
  /** Called when a microphone was plugged in. */
  readonly onFound?: (device: MicrophoneDevice) => void;
}

/** Renders its host whenever a microphone changes, while the host is in the page. */
export class MicrophoneController implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #options: MicrophoneControllerOptions;
  #microphone: Microphone | undefined;
  #isConnected = false;
  #listening: AbortController | undefined;

  constructor(host: ReactiveControllerHost, options: MicrophoneControllerOptions = {}) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
  }

  /** Follows this microphone instead of the one before. The same one again changes nothing. */
  follow(microphone: Microphone | undefined): void {
    if (microphone === this.#microphone) return;
    this.#microphone = microphone;
    this.#listen();
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#listen();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#listening?.abort();
  }

  #listen(): void {
    this.#listening?.abort();
    const microphone = this.#microphone;
    if (!microphone || !this.#isConnected) return;
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const { onFollow, onChange, onLost, onFound } = this.#options;
    const handleChange = (): void => {
      this.#host.requestUpdate();
      onChange?.();
    };
    microphone.addEventListener('change', handleChange, { signal });
    microphone.addEventListener(
      'lost',
      (event) => event instanceof MicrophoneLostEvent && onLost?.(event),
      { signal },
    );
    microphone.addEventListener(
      'found',
      (event) => event instanceof MicrophoneFoundEvent && onFound?.(event.device),
      { signal },
    );
    onFollow?.(microphone);
  }
}

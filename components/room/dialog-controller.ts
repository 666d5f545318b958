import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { HostAsk, RoomSnapshot } from '../../src/client/snapshot.ts';
import type { Panel } from '../events/panel-request-event.ts';
import { PeopleRequestEvent } from '../events/people-request-event.ts';
import { isInvited } from '../people/people.ts';

/** Which dialog is open over the room, and what a host has asked this person. Asks for news about the people in the room while it shows them. */
export class DialogController implements ReactiveController {
  readonly #host: ReactiveControllerHost & HTMLElement;
  #panel: Panel | undefined;
  #invited: boolean | undefined;
  #seenAsk: HostAsk | undefined;
  #ask: HostAsk | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement) {
    this.#host = host;
    host.addController(this);
    host.addEventListener('panel-request', ({ panel }) => {
      this.panel = panel === 'chat' ? undefined : panel; // ChatController opens that
    });
    host.addEventListener('hand-request', () => this.#answered());
    host.addEventListener('stage-request', () => this.#answered());
  }

  get panel(): Panel | undefined {
    return this.#panel;
  }

  set panel(panel: Panel | undefined) {
    const before = this.#panel;
    this.#panel = panel;
    this.#host.requestUpdate();
    if ((panel === 'people') !== (before === 'people')) this.#watch(panel === 'people');
  }

  /** Asks the person whether they want to go on stage, once for each invitation. */
  follow(snapshot: RoomSnapshot): void {
    const invited = isInvited(snapshot);
    const isNew = invited && this.#invited === false;
    this.#invited = invited;
    if (isNew) this.panel = 'invitation';
    else if (!invited) this.#answered();
    this.#ask = snapshot.hostAsk;
  }

  /** What a host has asked this person, until they have dismissed it. */
  get hostAsk(): HostAsk | undefined {
    return this.#ask === this.#seenAsk ? undefined : this.#ask;
  }

  dismissAsk(): void {
    this.#seenAsk = this.#ask;
    this.#host.requestUpdate();
  }

  hostConnected(): void {
    if (this.#panel === 'people') this.#watch(true);
  }

  hostDisconnected(): void {
    if (this.#panel === 'people') this.#watch(false);
  }

  #answered(): void {
    if (this.#panel === 'invitation') this.panel = undefined;
  }

  #watch(watch: boolean): void {
    this.#host.dispatchEvent(new PeopleRequestEvent(watch));
  }
}

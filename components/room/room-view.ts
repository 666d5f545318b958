import { html, nothing } from 'lit';
import { property, query } from 'lit/decorators.js';
import { MAX_SPEAKERS } from '../../src/api/limits.ts';
import type { Microphone } from '../../src/client/media/microphone.ts';
import type { RoomErrorCode } from '../../src/client/room-error.ts';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { channelToolStyles } from '../channel/channel-tools.styles.ts';
import { controls } from '../shared/controls.styles.ts';
import { Announcer } from './announcer.ts';
import { ChannelParts } from './channel-parts.ts';
import { ClosingClock } from './closing-clock.ts';
import { DialogController } from './dialog-controller.ts';
import { AudioRequestEvent } from '../events/audio-request-event.ts';
import { DeviceRequestEvent } from '../events/device-request-event.ts';
import { HandRequestEvent } from '../events/hand-request-event.ts';
import { MicRequestEvent } from '../events/mic-request-event.ts';
import { StageRequestEvent } from '../events/stage-request-event.ts';
import type { Theme } from '../events/theme-request-event.ts';
import { MicrophoneHints } from '../sound/microphone-hints.ts';
import { needsInvitation } from '../people/people.ts';
import './room-controls.ts';
import { roomFacts } from './room-facts.ts';
import { RoomKeys } from './room-keys.ts';
import { roomNotices } from './room-notices.ts';
import './room-panels.ts';
import { styles } from './room-view.styles.ts';
import '../stage/stage-grid.ts';
import type { StageGrid } from '../stage/stage-grid.ts';
import { en } from '../texts/en.ts';
import { TextsController } from '../texts/texts-context.ts';
import { count, type Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';

/**
 * @summary The inside of a room: who is on stage, how many people listen, notices, and the controls.
 * @slot controls - Additional controls in the bar.
 * @fires audio-request - The person tapped to start the sound.
 * @fires dismiss - The person dismissed the error. Does not bubble.
 * @fires mic-request - The person asked to mute or unmute, by a key or in a notice.
 * @fires stage-request - The person asked to go on stage, after the microphone had failed.
 * @fires hand-request - The person pressed the key that raises or lowers their hand.
 * @fires reaction-request - The person pressed the key of a reaction.
 * @fires panel-request - The person pressed the key that opens or closes the chat.
 * @fires people-request - The dialog that shows who is in the room was opened or closed.
 * @fires device-request - The person wants to use the microphone that was plugged in.
 * @csspart listeners - The number of listeners.
 * @csspart quality - The quality of the connection.
 * @csspart closing - The time that is left, in the last five minutes.
 */
@customElement('audio-room-view')
export class RoomView extends RoomElement {
  static override styles = [tokens, controls, channelToolStyles, styles];

  readonly #texts = new TextsController<Texts>(this, en);
  readonly #announcer = new Announcer(this);
  readonly #clock = new ClosingClock(this);
  readonly #dialogs = new DialogController(this);
  readonly #channel = new ChannelParts(this, {
    origin: (id) => this.stage.tileOf(id) ?? this.audience,
    tell: (amount) => {
      const texts = this.#texts.value;
      this.#announcer.say(count(texts, texts.reactionsSeen, amount), texts);
    },
  });
  readonly #hints = new MicrophoneHints(this);
  readonly #keys = new RoomKeys(this, {
    canTalk: () => this.snapshot?.muted ?? false,
    talk: (on) => this.askToMute(!on),
    hand: () => this.toggleHand(),
    chat: () => this.#channel.toggleChat(),
    react: (digit) => this.#channel.react(digit),
    help: () => (this.#dialogs.panel = 'keys'),
  });

  @query('h2') private heading!: HTMLElement;
  @query('audio-room-stage-grid') private stage!: StageGrid;
  @query('[part=listeners]') private audience!: HTMLElement;

  /** The state of the room. */
  @property({ attribute: false }) snapshot: RoomSnapshot | undefined;

  /** The microphone whose level is shown and that the sound settings change. */
  @property({ attribute: false }) microphone: Microphone | undefined;

  /** The id of the sound output in use; empty for the default one. */
  @property({ attribute: 'output-id' }) outputId = '';

  /** The failure to show. */
  @property({ attribute: false }) errorCode: RoomErrorCode | undefined;

  /** The theme in use, which the appearance dialog shows. */
  @property() theme: Theme = 'system';

  /** Makes keyboard shortcuts work in the whole page, instead of only while the focus is in the room. */
  @property({ type: Boolean, attribute: 'page-keys' }) pageKeys = false;

  /** Turns keyboard shortcuts off. */
  @property({ type: Boolean, attribute: 'no-keys' }) noKeys = false;

  /** The link that invites people. */
  @property({ attribute: 'invite-link' }) inviteLink = '';

  /** Keeps the stage out: the person only listens. */
  @property({ type: Boolean, attribute: 'listen-only' }) listenOnly = false;

  /** The link that makes others hosts; empty if this person is none. */
  @property({ attribute: false }) hostLink = '';

  protected override willUpdate(): void {
    const { snapshot } = this;
    const texts = this.#texts.value;
    if (!snapshot) return;
    this.#dialogs.follow(snapshot);
    this.#channel.follow(snapshot);
    this.#announcer.follow(snapshot, texts);
    this.#clock.closesAt = snapshot.closesAt;
    this.#hints.follow(this.microphone, snapshot.phase === 'speaking' && snapshot.muted);
    this.#keys.scope = this.noKeys ? 'none' : this.pageKeys ? 'page' : 'room';
  }

  private toggleHand(): void {
    const { snapshot, listenOnly } = this;
    if (!snapshot || listenOnly || !needsInvitation(snapshot)) return;
    this.dispatchEvent(new HandRequestEvent(!snapshot.handPlace));
  }

  private askToMute(muted: boolean): void {
    const { phase, muted: now } = this.snapshot ?? {};
    // Muting is asked for in any case: an unmuting may be under way.
    if (phase === 'speaking' && (muted || now)) this.dispatchEvent(new MicRequestEvent(muted));
  }

  override focus(options?: FocusOptions): void {
    this.heading.focus(options);
  }

  private dismissError(): void {
    this.dispatchEvent(new Event('dismiss'));
  }

  /** Tries again to be heard; undefined if something else failed. */
  private get retry(): (() => void) | undefined {
    const { errorCode } = this;
    if (errorCode !== 'PUBLISH_FAILED' && !errorCode?.startsWith('MICROPHONE_')) return undefined;
    return () => {
      this.dismissError();
      if (this.snapshot?.phase === 'speaking') this.askToMute(false);
      else this.dispatchEvent(new StageRequestEvent(true));
    };
  }

  private renderNotices(snapshot: RoomSnapshot) {
    const { found, isTalkingMuted } = this.#hints;
    const onDismissHint = (): void => this.#hints.dismiss();
    return roomNotices({
      snapshot,
      texts: this.#texts.value,
      microphone: this.microphone,
      errorCode: this.errorCode,
      onRetry: this.retry,
      onDismissError: () => this.dismissError(),
      onListen: () => this.dispatchEvent(new AudioRequestEvent()),
      onUnmute: () => this.askToMute(false),
      isTalkingMuted,
      found,
      onUse: (id) => {
        onDismissHint();
        this.dispatchEvent(new DeviceRequestEvent('microphone', id));
      },
      onDismissHint,
      hostAsk: this.#dialogs.hostAsk,
      onDismissAsk: () => this.#dialogs.dismissAsk(),
    });
  }

  protected override render() {
    const { snapshot, listenOnly } = this;
    const texts = this.#texts.value;
    if (!snapshot) return nothing;
    const { speakers, publishing, muted, receptionBlocked } = snapshot;
    const { title } = snapshot.room ?? {};
    const speaking = snapshot.phase === 'speaking';
    const [asks, handPlace] = [needsInvitation(snapshot), snapshot.handPlace ?? 0];
    return html`
      <p class="hidden" role="status">${this.#announcer.text}</p>
      <div class="top">
        <h2 class=${title ? '' : 'hidden'} tabindex="-1" dir="auto">${title || texts.room}</h2>
        ${this.renderNotices(snapshot)}
      </div>
      <audio-room-stage-grid
        .speakers=${speakers}
        ?joinable=${!speaking && !listenOnly}
        ?asks=${asks}
        hand-place=${handPlace}
        ?blocked=${receptionBlocked}
        ?publishing=${publishing}
      ></audio-room-stage-grid>
      <div class="facts">
        ${roomFacts(snapshot, texts, this.#clock.secondsLeft)} ${this.#channel.tools(texts)}
      </div>
      <audio-room-controls
        ?speaking=${speaking}
        ?publishing=${publishing}
        ?full=${!speaking && speakers.length >= MAX_SPEAKERS}
        ?listen-only=${listenOnly}
        ?asks=${asks}
        hand-place=${handPlace}
        hands=${snapshot.host ? (snapshot.people?.hands.length ?? 0) : 0}
        ?host=${snapshot.host}
        ?blocked=${receptionBlocked}
        ?muted=${muted}
        .stream=${this.microphone?.stream}
      >
        <slot name="controls"></slot>
      </audio-room-controls>
      <audio-room-panels
        .panel=${this.#dialogs.panel}
        .snapshot=${snapshot}
        .hostLink=${this.hostLink}
        .microphone=${this.microphone}
        output-id=${this.outputId}
        link=${this.inviteLink}
        theme=${this.theme}
        ?no-keys=${this.noKeys}
        @close=${() => (this.#dialogs.panel = undefined)}
      ></audio-room-panels>
      ${this.#channel.panels(texts)}
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-view': RoomView;
  }
}

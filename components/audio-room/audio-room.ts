import { html, type PropertyValues } from 'lit';
import { property } from 'lit/decorators.js';
import type { Role } from '../../src/api/schemas.ts';
import { RoomApi } from '../../src/client/api/room-api.ts';
import { Preferences } from '../../src/client/preferences.ts';
import { toRoomError } from '../../src/client/room-error.ts';
import type { RoomSession } from '../../src/client/session/room-session.ts';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import type { IvsSdkLoader } from '../../src/client/stage/ivs-sdk.ts';
import { type Theme, themeAttribute, themeOf } from '../events/theme-request-event.ts';
import { friendlyName } from '../lobby/friendly-name.ts';
import '../lobby/room-lobby.ts';
import '../lobby/room-start.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
import { pageReset } from '../shared/page-reset.styles.ts';
import { customElement, RoomElement } from '../shared/room-element.ts';
import type { PartialTexts } from '../texts/texts.ts';
import { styles } from './audio-room.styles.ts';
import { EntryController } from './entry-controller.ts';
import { FocusController } from './focus-controller.ts';
import { invitedTo, takeHostKey } from './host-link.ts';
import { LobbyController } from './lobby-controller.ts';
import { SessionController } from './session-controller.ts';
import { TextsProvider } from './texts-provider.ts';

type View = 'start' | 'lobby' | 'check' | 'room' | 'ended';

/**
 * @summary A whole audio room: people create or join it, listen, go on stage and leave. Attributes are all it needs.
 * @attr {string} lang - The language of the texts, such as `es`. Default: that of the nearest element around with a `lang` attribute.
 * @slot start - Content below the form that creates a room.
 * @slot lobby - Content below the buttons that join a room.
 * @slot controls - Additional controls in the bar.
 * @slot ended - Content below the buttons that are shown after a visit.
 * @fires room-created - The person created a room. Has its id and its host key.
 * @fires lobby-change - The lobby has read the room, when it opens and every 10 s. Has the room.
 * @fires room-change - Something in the room changed. Has the new snapshot.
 * @fires hand-change - The person's hand was raised or lowered. Has its place in the queue.
 * @fires room-invitation - A host has invited the person to the stage.
 * @fires room-left - The person is no longer in the room. Has the reason.
 * @fires room-error - Something failed. Has a stable code.
 * @fires theme-request - The person chose another theme. The element applies it by itself.
 * @cssproperty [--audio-room-canvas] - Background colour.
 * @cssproperty [--audio-room-surface] - Background colour of cards, pills and fields.
 * @cssproperty [--audio-room-quiet] - Background colour of the bar of controls.
 * @cssproperty [--audio-room-ink] - Text colour.
 * @cssproperty [--audio-room-ink-soft] - Colour of secondary text.
 * @cssproperty [--audio-room-line] - Border colour of fields.
 * @cssproperty [--audio-room-accent] - Colour of the main buttons.
 * @cssproperty [--audio-room-on-accent] - Text colour on the main buttons.
 * @cssproperty [--audio-room-accent-soft] - A softer variant of the accent colour.
 * @cssproperty [--audio-room-danger] - Colour of warnings.
 * @cssproperty [--audio-room-danger-soft] - Background colour of warnings.
 * @cssproperty [--audio-room-focus] - Colour of the focus ring.
 * @cssproperty [--audio-room-radius=22px] - Corner radius of tiles and cards.
 * @cssproperty [--audio-room-padding=20px] - Padding around the cards that are shown before and after a visit.
 * @cssproperty [--audio-room-font] - Font family.
 */
@customElement('audio-room')
export class AudioRoom extends RoomElement {
  static override styles = [pageReset, tokens, styles];

  #api = new RoomApi();
  readonly #preferences = new Preferences();
  readonly #texts = new TextsProvider(this, () => this.suggestName());
  readonly #sessions = new SessionController(this, {
    preferences: this.#preferences,
    onLoad: ({ en }) => (this.#texts.english = en),
    newSession: (bundle) => bundle.newSession(this.#api, this.#preferences, this.loadSdk),
    onChange: (snapshot, before) => this.follow(snapshot, before),
    onFailure: (error) => this.#entry.failIfUnexpected(error),
  });
  readonly #entry = new EntryController(this, this.#sessions, this.#preferences);
  readonly #lobby = new LobbyController(this, this.#entry.followLobby);

  /** The origin of the API, without `/api`. Default: the page's own origin. Another one in a room leaves the room. */
  @property({ attribute: 'api-url' }) apiUrl: string | null | undefined = '';

  /** The room to enter. Default: that of an invitation in the page's address, `#room=…`; without one, the element offers to create a room. */
  @property({ attribute: 'room-id', reflect: true }) roomId = '';

  /** The title of a room that is created here: at most 80 characters. */
  @property({ attribute: 'room-title' }) roomTitle = '';

  /** Who may go on stage in a room that is created here: everybody (`open`, the default), or hosts and whom they invite (`invited`). */
  @property({ attribute: 'room-stage' }) roomStage: 'open' | 'invited' | '' = '';

  /** The name in the name field. Default: the name from the last visit, or a friendly one such as "Sunny Otter". */
  @property() name = '';

  /** The link that invites people, with `{roomId}` in place of the room's id. Default: the page's own address, with `#room=…` if that does not name the room. */
  @property({ attribute: 'invite-url' }) inviteUrl: string | null | undefined = '';

  /** `system`, `light`, `dark` or `contrast`. Default: what the person chose in an earlier visit, else `system`. */
  @property({ reflect: true, converter: { toAttribute: themeAttribute } }) theme: Theme | '' = '';

  /** Makes keyboard shortcuts work in the whole page, instead of only while the focus is in the room. */
  @property({ type: Boolean, attribute: 'page-keys' }) pageKeys = false;

  /** Keeps the stage out: people only listen here. */
  @property({ type: Boolean, attribute: 'listen-only' }) listenOnly = false;

  /** Keeps reactions and the chat out. */
  @property({ type: Boolean, attribute: 'no-chat' }) noChat = false;

  /** Makes the person a host. A secret. Default: that of the host link in the page's address, or of an earlier visit. */
  @property({ attribute: false }) hostKey: string | undefined;

  /** Loads the IVS SDK where neither a bundler nor an import map provides it, such as `loadIvsSdkFromAws('1.41.0')`. */
  @property({ attribute: false }) loadSdk: IvsSdkLoader | undefined;

  /** Texts that replace the built-in ones: some of them, or a whole language. */
  @property({ attribute: false }) texts: PartialTexts | undefined = {};

  constructor() {
    super();
    new FocusController(this, () => this.view);
    this.addEventListener('theme-request', ({ theme }) => {
      this.theme = theme;
      this.#preferences.set('theme', theme);
    });
  }

  /**
   * The session of this visit; undefined before somebody joins. A page that needs a session of its own, for example
   * with another microphone, sets it here: the element then shows it and controls it.
   */
  @property({ attribute: false })
  get session(): RoomSession | undefined {
    return this.#sessions.session;
  }

  set session(session: RoomSession | undefined) {
    this.#sessions.give(session).catch((error: unknown) => this.#entry.fail(toRoomError(error)));
  }

  /** The state of the room that the element shows; undefined before somebody joins. */
  get snapshot(): RoomSnapshot | undefined {
    return this.#sessions.snapshot;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!this.hasUpdated) this.roomId ||= invitedTo();
    if (changed.has('apiUrl')) this.#api = new RoomApi(this.apiUrl ?? '');
    if (changed.has('apiUrl') && this.hasUpdated) this.#sessions.bind(undefined);
    if (changed.has('texts')) this.#texts.own = this.texts;
    if (changed.has('name')) this.name ||= this.#preferences.get('name') ?? '';
    if (changed.has('theme')) this.theme ||= themeOf(this.#preferences.get('theme'));
    if (changed.has('roomId')) {
      this.#entry.errorCode = undefined;
      if (!changed.has('hostKey')) this.hostKey = takeHostKey(this.roomId, this.#preferences);
      const { room, phase } = this.snapshot ?? {};
      const isElsewhere = room ? room.id !== this.roomId : phase === 'joining';
      if (isElsewhere || this.#entry.checking) this.#sessions.bind(undefined);
    }
    this.#lobby.watch(this.#api, this.view === 'lobby' ? this.roomId : '');
  }

  private follow(snapshot: RoomSnapshot, before: RoomSnapshot | undefined): void {
    this.#sessions.bundle?.dispatchRoomEvents(this, snapshot, before);
    if (snapshot.leftReason !== 'failed' || before?.phase === 'left') return;
    this.#entry.errorCode = snapshot.error?.code ?? 'JOIN_REFUSED';
    this.#sessions.bind(undefined);
  }

  private get view(): View {
    const phase = this.snapshot?.phase;
    if (phase === 'listening' || phase === 'speaking') return 'room';
    if (phase === 'left' || this.#entry.isRoomGone) return 'ended';
    if (this.#entry.checking) return 'check';
    return this.roomId ? 'lobby' : 'start';
  }

  /**
   * Creates a room and enters it as a listener. Resolves with the room as the person sees it. Rejects with a `RoomError`,
   * which the element shows, or with an `AbortError` if the person left, or the element is not in the page.
   */
  create(name?: string): Promise<RoomSnapshot> {
    return this.#entry.create(this.suggestName(name));
  }

  /** Opens the microphone check, the step before the stage. Fails as `create()` does. */
  async check(name?: string): Promise<void> {
    await this.#entry.check(this.suggestName(name));
  }

  /** Enters the room. A `speaker` also turns the microphone on and goes on stage. Resolves and fails as `create()` does. */
  join(name?: string, role: Role = 'listener'): Promise<RoomSnapshot> {
    return this.#entry.join(this.suggestName(name), role);
  }

  private suggestName(name?: string): string {
    this.name ||= name || this.#preferences.get('name') || friendlyName(this.#texts.start);
    return name || this.name;
  }

  /** Leaves the room. */
  leave(): void {
    this.session?.leave();
  }

  private readonly goBack = (): void => this.#sessions.bind(undefined);

  protected override render() {
    const { session, name } = this;
    const { busy, errorCode } = this.#entry;
    switch (this.view) {
      case 'start':
        return html`
          <audio-room-start .name=${name} ?busy=${busy} .errorCode=${errorCode}>
            <slot name="start"></slot>
          </audio-room-start>
        `;
      case 'lobby':
        return html`
          <audio-room-lobby
            .room=${this.#lobby.room}
            .name=${name}
            ?busy=${busy}
            .errorCode=${errorCode}
            ?host=${this.hostKey ?? this.#preferences.get('hostKeys')?.includes(this.roomId)}
            ?listen-only=${this.listenOnly}
          >
            <slot name="lobby"></slot>
          </audio-room-lobby>
        `;
      case 'check':
        return this.#sessions.bundle?.checkView({ session, name, busy, onBack: this.goBack });
      case 'room':
        return this.#sessions.bundle?.roomView(this, {
          preferences: this.#preferences,
          errorCode: this.#entry.errorCodeIn(this.snapshot),
          onDismiss: () => this.#entry.dismissErrorIn(this.snapshot),
        });
      case 'ended':
        return (
          this.#sessions.bundle?.endedView(this, {
            errorCode: this.#entry.isRoomGone ? errorCode : undefined,
            onAgain: this.goBack,
          }) ?? html`<p>${errorCode && this.#texts.start.errors[errorCode]}</p>`
        );
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room': AudioRoom;
  }
}

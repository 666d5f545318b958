import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Role } from '../src/api/schemas.ts';
import { RoomError, type RoomErrorCode } from '../src/client/errors.ts';
import type { IvsSdkLoader } from '../src/client/ivs-sdk.ts';
import { Preferences } from '../src/client/preferences.ts';
import { RoomApi } from '../src/client/room-api.ts';
import type { RoomSession } from '../src/client/room-session.ts';
import type { RoomSnapshot } from '../src/client/snapshot.ts';
import { styles } from './audio-room.styles.ts';
import { RoomChangeEvent } from './events/room-change-event.ts';
import { RoomCreatedEvent } from './events/room-created-event.ts';
import { RoomErrorEvent } from './events/room-error-event.ts';
import { RoomLeftEvent } from './events/room-left-event.ts';
import { type Theme, themeOf } from './events/theme-request-event.ts';
import { friendlyName } from './friendly-name.ts';
import { LobbyController } from './lobby-controller.ts';
import './room-lobby.ts';
import './room-start.ts';
import { SessionController } from './session-controller.ts';
import { enStart } from './texts/en-start.ts';
import { loadTexts, type StartTexts, type Texts } from './texts/texts.ts';
import { tokens } from './tokens.styles.ts';
import { type Visit, VisitLoader } from './visit-loader.ts';

type View = 'start' | 'lobby' | 'check' | 'room' | 'ended';

/**
 * @summary A whole audio room: create or enter it, listen, go on stage, leave. Complete from attributes alone.
 * @slot start - Under the form that creates a room.
 * @slot lobby - Under the ways into a room.
 * @slot controls - More controls in the bar.
 * @slot ended - What to do after the end.
 * @fires room-created - A room was created; carries its id and host key.
 * @fires room-change - Something in the room changed; carries the snapshot.
 * @fires room-left - This browser is no longer in the room; carries the reason.
 * @fires room-error - Something could not be done; carries a stable code.
 * @fires theme-request - The person chose another look. The element follows by itself.
 * @cssproperty [--audio-room-canvas] - Background.
 * @cssproperty [--audio-room-surface] - Background of cards, pills and fields.
 * @cssproperty [--audio-room-quiet] - Background of the bar.
 * @cssproperty [--audio-room-ink] - Text.
 * @cssproperty [--audio-room-ink-soft] - Lesser text.
 * @cssproperty [--audio-room-line] - Rims of fields.
 * @cssproperty [--audio-room-accent] - What invites to act.
 * @cssproperty [--audio-room-on-accent] - Text on it.
 * @cssproperty [--audio-room-accent-soft] - The same, quieter.
 * @cssproperty [--audio-room-danger] - What warns.
 * @cssproperty [--audio-room-danger-soft] - Background of what warns.
 * @cssproperty [--audio-room-focus] - Ring around what has the focus.
 * @cssproperty [--audio-room-radius=22px] - Roundness of tiles and cards.
 * @cssproperty [--audio-room-padding=20px] - Around the cards before and after the room.
 * @cssproperty [--audio-room-font] - Font family.
 */
@customElement('audio-room')
export class AudioRoom extends LitElement {
  static override styles = [tokens, styles];

  readonly #preferences = new Preferences();
  readonly #session = new SessionController(this, (snapshot, before) => {
    this.follow(snapshot, before);
  });
  readonly #lobby = new LobbyController(this, (error) => {
    if (error) this.fail(error);
    else this.problem = undefined;
  });
  #api = new RoomApi();
  readonly #loader = new VisitLoader();
  #answering: AbortController | undefined;
  /** Set by the page, while what shows it still loads. */
  #given: RoomSession | undefined;
  #language = '';
  #shownView: View | undefined;

  @query('room-view, room-ended, room-lobby, room-start, mic-check')
  private viewElement!: LitElement | null;

  @state() private catalogue: StartTexts | Texts = enStart;
  @state() private busy = false;
  @state() private checking = false;
  /** Why the way in failed. */
  @state() private problem: RoomErrorCode | undefined;
  /** The failure inside the room that the person has read. */
  @state() private dismissed: RoomSnapshot['error'];

  /** Where the API is, without `/api`; empty: this page's own origin. */
  @property({ attribute: 'api-url' }) apiUrl = '';

  /** Which room; empty: offers to create one. */
  @property({ attribute: 'room-id', reflect: true }) roomId = '';

  /** The name to begin with; empty: the remembered one, or a friendly one. */
  @property() name = '';

  /** The address to invite to, with `{roomId}` in it; empty: this page's own. */
  @property({ attribute: 'invite-url' }) inviteUrl = '';

  /** `system`, `light`, `dark` or `contrast`; empty: what this person chose the last time. */
  @property({ reflect: true }) theme: Theme | '' = '';

  /** Keyboard shortcuts work wherever the focus is in the page, not in the room alone. */
  @property({ type: Boolean, attribute: 'page-keys' }) pageKeys = false;

  /** Language of the texts, such as `es`; empty: that of the page around it. */
  @property() override lang = '';

  /** Brings the IVS SDK where the page has neither bundler nor import map; see `loadIvsSdkFromAws`. */
  @property({ attribute: false }) loadSdk: IvsSdkLoader | undefined;

  /** Sentences instead of the shipped ones: a few, or a whole language. */
  @property({ attribute: false }) texts: Partial<Texts> = {};

  constructor() {
    super();
    this.addEventListener('create-request', (event) => void this.create(event.participantName));
    this.addEventListener('check-request', (event) => void this.check(event.participantName));
    this.addEventListener('join-request', ({ participantName, role }) => {
      void this.join(participantName, role);
    });
    this.addEventListener('theme-request', ({ theme }) => {
      this.theme = theme;
      this.#preferences.set('theme', theme);
    });
    this.addEventListener('shortcuts-request', ({ on }) => {
      this.#preferences.set('shortcuts', on);
      this.requestUpdate();
    });
  }

  /**
   * The session of this visit, for pages that want to do more; undefined before somebody joins. A page that makes
   * its own, as with another microphone, sets it here: the element shows it and acts on it.
   */
  get session(): RoomSession | undefined {
    return this.#given ?? this.#session.session;
  }

  set session(session: RoomSession | undefined) {
    this.#given = session;
    this.#loader.load().then(() => {
      if (this.#given !== session) return;
      this.bind(session);
      if (this.hasUpdated && !this.isConnected) this.bind(undefined); // removed while it loaded
    }, reportError);
  }

  /** What the element shows of the room; undefined before somebody joins. */
  get snapshot(): RoomSnapshot | undefined {
    return this.#session.snapshot;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('apiUrl')) this.#api = new RoomApi(this.apiUrl);
    if (changed.has('lang')) void this.loadLanguage();
    if (changed.has('name')) this.name ||= this.#preferences.get('name') ?? '';
    if (changed.has('theme')) this.theme ||= themeOf(this.#preferences.get('theme'));
    if (changed.has('roomId')) {
      this.problem = undefined;
      const { room, phase } = this.snapshot ?? {};
      const elsewhere = room ? room.id !== this.roomId : phase === 'joining';
      if (elsewhere || this.checking) this.bind(undefined);
    }
    this.#lobby.watch(this.#api, this.view === 'lobby' ? this.roomId : '');
  }

  protected override updated(): void {
    if (this.view === this.#shownView) return;
    // Who pressed a button that is gone must not begin again at the top of the page; who did not keeps the focus.
    const moved = this.#shownView !== undefined;
    this.#shownView = this.view;
    if (moved) void this.focusView();
  }

  private async focusView(): Promise<void> {
    const view = this.viewElement;
    // It has nothing to focus before its own first rendering.
    await view?.updateComplete;
    view?.focus();
  }

  private async loadLanguage(): Promise<void> {
    const around = this.parentElement?.closest<HTMLElement>('[lang]')?.lang;
    const language = (this.#language = this.lang || around || 'en');
    // A part of the page that does not load: better English than nothing.
    const texts = await loadTexts(language).catch(() => enStart);
    if (language !== this.#language) return;
    this.catalogue = texts;
    this.name ||= friendlyName(texts.language);
  }

  /** Somebody points at a way in: what it needs starts to come. */
  private warmUp(): void {
    if (this.#loader.started) return;
    this.#loader.load().then(
      (visit) => this.newSession(visit).preload(),
      () => {}, // said with the click
    );
  }

  private bind(session: RoomSession | undefined): void {
    this.#answering?.abort();
    this.checking = false;
    this.#given = undefined;
    this.#session.bind(session);
    if (!session || !this.#loader.visit) return;
    this.#answering = new AbortController();
    this.#loader.visit.answerRequests(this, session, this.#preferences, this.#answering.signal);
  }

  /** The session at the microphone check, or a new one; undefined where the element went away meanwhile. */
  private async prepare(): Promise<RoomSession | undefined> {
    const visit = await this.#loader.load();
    if (!this.isConnected) return undefined;
    if (this.snapshot?.phase !== 'idle') this.bind(this.newSession(visit));
    return this.session;
  }

  private newSession(visit: Visit): RoomSession {
    return visit.newSession(this.#api, this.#preferences, this.loadSdk);
  }

  private async enter(name: string, go: (session: RoomSession) => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    this.name = name;
    this.#preferences.set('name', name);
    try {
      const session = await this.prepare();
      if (session) await go(session);
    } catch (error) {
      if (error instanceof RoomError && !this.#loader.visit) this.fail(error);
      else this.#loader.visit?.ignoreTold(error);
    } finally {
      this.busy = false;
    }
  }

  private follow(snapshot: RoomSnapshot, before: RoomSnapshot | undefined): void {
    const { error, phase, leftReason } = snapshot;
    if (error && error !== before?.error) {
      this.dispatchEvent(new RoomErrorEvent(error.code, error.message));
    }
    this.dispatchEvent(new RoomChangeEvent(snapshot));
    if (phase !== 'left' || before?.phase === 'left') return;
    this.dispatchEvent(new RoomLeftEvent(leftReason ?? 'unknown'));
    if (leftReason !== 'failed') return;
    this.problem = error?.code ?? 'JOIN_REFUSED';
    this.bind(undefined);
  }

  private fail(error: RoomError): void {
    this.problem = error.code;
    if (this.isGone) void import('./room-ended.ts');
    this.dispatchEvent(new RoomErrorEvent(error.code, error.message));
  }

  private get view(): View {
    const phase = this.snapshot?.phase;
    if (phase === 'listening' || phase === 'speaking') return 'room';
    if (phase === 'left' || this.isGone) return 'ended';
    if (this.checking) return 'check';
    return this.roomId ? 'lobby' : 'start';
  }

  /** The room can't be entered any more, by anybody. */
  private get isGone(): boolean {
    return this.problem === 'ROOM_NOT_FOUND' || this.problem === 'ROOM_ENDED';
  }

  /** Creates a room and enters it as a listener. Resolves in the room, or with the reason why not on screen. */
  create(name = this.name): Promise<void> {
    return this.enter(name, async (session) => {
      const { room, hostKey } = await session.create({ name });
      this.roomId = room.id;
      this.dispatchEvent(new RoomCreatedEvent(room.id, hostKey));
      await this.#loader.visit?.useStoredSpeaker(session, this.#preferences);
    });
  }

  /** Opens the microphone check before going on stage. */
  check(name = this.name): Promise<void> {
    return this.enter(name, async () => {
      this.checking = true;
      await this.updateComplete;
    });
  }

  /** Enters the room; as a speaker, also opens the microphone and goes on stage. */
  join(name = this.name, role: Role = 'listener'): Promise<void> {
    return this.enter(name, async (session) => {
      await session.join(this.roomId, { name, role });
      await this.#loader.visit?.useStoredSpeaker(session, this.#preferences);
      if (role === 'speaker') await session.goOnStage();
      else session.microphone.close();
    });
  }

  /** Leaves the room. */
  leave(): void {
    this.session?.leave();
  }

  private renderEnded(texts: StartTexts) {
    const reason = this.snapshot?.leftReason ?? 'unknown';
    const gone = this.isGone && this.problem;
    const { title, advice } = texts.left[reason];
    return html`
      <room-ended
        heading=${gone ? texts.cannotJoin : title}
        advice=${gone ? texts.errors[gone] : advice}
        ?no-return=${gone || reason === 'room-ended'}
        participant-id=${this.snapshot?.self?.id ?? this.roomId}
        .texts=${texts}
        @again=${() => this.bind(undefined)}
      >
        <slot name="ended"></slot>
      </room-ended>
    `;
  }

  private renderRoom(texts: Texts) {
    const error = this.snapshot?.error;
    const invite = this.inviteUrl.replace('{roomId}', encodeURIComponent(this.roomId));
    const link = invite === '' ? location.href : new URL(invite, document.baseURI).href;
    return html`
      <room-view
        .snapshot=${this.snapshot}
        .microphone=${this.session?.microphone}
        speaker-id=${this.#preferences.get('speakerId') ?? ''}
        .problem=${error === this.dismissed ? undefined : error?.code}
        invite-link=${link}
        theme=${this.theme || 'system'}
        ?page-keys=${this.pageKeys}
        ?no-keys=${this.#preferences.get('shortcuts') === false}
        .texts=${texts}
        @dismiss=${() => (this.dismissed = error)}
      >
        <slot name="controls" slot="controls"></slot>
      </room-view>
    `;
  }

  protected override render() {
    const texts: StartTexts = { ...this.catalogue, ...this.texts };
    const english = this.#loader.visit?.roomTexts;
    const roomTexts = english && { ...english, ...this.catalogue, ...this.texts };
    const problem = this.problem ? texts.errors[this.problem] : '';
    switch (this.view) {
      case 'ended':
        return this.renderEnded(texts);
      case 'room':
        return roomTexts ? this.renderRoom(roomTexts) : nothing;
      case 'check':
        return html`
          <mic-check
            .microphone=${this.session?.microphone}
            name=${this.name}
            ?busy=${this.busy}
            .texts=${roomTexts}
            @back=${() => this.bind(undefined)}
          ></mic-check>
        `;
      case 'lobby':
        return html`
          <room-lobby
            .room=${this.#lobby.room}
            .name=${this.name}
            ?busy=${this.busy}
            problem=${problem}
            .texts=${texts}
            @pointerover=${this.warmUp}
            @focusin=${this.warmUp}
          >
            <slot name="lobby"></slot>
          </room-lobby>
        `;
      case 'start':
        return html`
          <room-start
            .name=${this.name}
            ?busy=${this.busy}
            problem=${problem}
            .texts=${texts}
            @pointerover=${this.warmUp}
            @focusin=${this.warmUp}
          >
            <slot name="start"></slot>
          </room-start>
        `;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room': AudioRoom;
  }
}

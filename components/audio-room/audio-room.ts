import { LitElement, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Role } from '../../src/api/schemas.ts';
import {
  isExpected,
  RoomError,
  type RoomErrorCode,
  toRoomError,
} from '../../src/client/room-error.ts';
import type { IvsSdkLoader } from '../../src/client/stage/ivs-sdk.ts';
import { Preferences } from '../../src/client/preferences.ts';
import { RoomApi } from '../../src/client/api/room-api.ts';
import type { RoomSession } from '../../src/client/session/room-session.ts';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import { styles } from './audio-room.styles.ts';
import { checkView, endView, lobbyView, roomView, startView } from './audio-room.views.ts';
import { RoomChangeEvent } from '../events/room-change-event.ts';
import { RoomCreatedEvent } from '../events/room-created-event.ts';
import { RoomErrorEvent } from '../events/room-error-event.ts';
import { RoomLeftEvent } from '../events/room-left-event.ts';
import { type Theme, themeOf } from '../events/theme-request-event.ts';
import { friendlyName } from '../lobby/friendly-name.ts';
import { LobbyController } from './lobby-controller.ts';
import { RoomTexts } from './room-texts.ts';
import { SessionController } from './session-controller.ts';
import type { Texts } from '../texts/texts.ts';
import { tokens } from '../shared/design-tokens.styles.ts';
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
  readonly #texts = new RoomTexts(this);
  #answering: AbortController | undefined;
  /** Set by the page, while what shows it still loads. */
  #given: RoomSession | undefined;
  #shownView: View | undefined;

  @query('room-view, room-ended, room-lobby, room-start, mic-check')
  private viewElement!: LitElement | null;

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
    this.addEventListener('pointerover', this.warmUp);
    this.addEventListener('focusin', this.warmUp);
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
    this.#loader
      .load()
      .then(() => {
        if (this.#given !== session) return;
        this.bind(session);
        if (this.hasUpdated && !this.isConnected) this.bind(undefined); // removed while it loaded
      })
      .catch((error: unknown) => this.fail(toRoomError(error)));
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
    if (!(await this.#texts.load(this.lang))) return;
    this.name ||= friendlyName(this.#texts.start({}).language);
  }

  /** Somebody points at a way in: what it needs starts to come. */
  private readonly warmUp = (): void => {
    if (this.#loader.started || (this.view !== 'start' && this.view !== 'lobby')) return;
    this.#loader.load().then(
      (visit) => this.newSession(visit).preload(),
      () => {}, // said with the click
    );
  };

  private bind(session: RoomSession | undefined): void {
    this.#answering?.abort();
    this.checking = false;
    this.#given = undefined;
    this.#session.bind(session);
    if (!session || !this.#loader.visit) return;
    this.#answering = new AbortController();
    const { signal } = this.#answering;
    this.#loader.visit.answerRequests(this, session, this.#preferences, signal, this.failIfBug);
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
      else this.failIfBug(error);
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
    if (this.isGone) void import('../lobby/room-ended.ts');
    this.dispatchEvent(new RoomErrorEvent(error.code, error.message));
  }

  /** The session has put its own failures into the snapshot already. */
  private readonly failIfBug = (error: unknown): void => {
    if (!isExpected(error)) this.fail(toRoomError(error));
  };

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
      await this.#loader.visit?.useStoredOutput(session, this.#preferences);
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
      await this.#loader.visit?.useStoredOutput(session, this.#preferences);
      if (role === 'speaker') await session.goOnStage();
      else session.microphone.close();
    });
  }

  /** Leaves the room. */
  leave(): void {
    this.session?.leave();
  }

  private get inviteLink(): string {
    const invite = this.inviteUrl.replace('{roomId}', encodeURIComponent(this.roomId));
    return invite === '' ? location.href : new URL(invite, document.baseURI).href;
  }

  protected override render() {
    const { snapshot, name, busy, roomId } = this;
    const microphone = this.session?.microphone;
    const texts = this.#texts.start(this.texts);
    const english = this.#loader.visit?.roomTexts;
    const roomTexts = english && this.#texts.room(this.texts, english);
    const onBack = (): void => this.bind(undefined);
    const wayIn = { texts, name, busy, problem: this.problem ? texts.errors[this.problem] : '' };
    switch (this.view) {
      case 'start':
        return startView(wayIn);
      case 'lobby':
        return lobbyView(wayIn, this.#lobby.room);
      case 'check':
        return roomTexts && checkView({ texts: roomTexts, name, busy, microphone, onBack });
      case 'room':
        return (
          roomTexts &&
          roomView({
            texts: roomTexts,
            snapshot,
            microphone,
            preferences: this.#preferences,
            problem:
              this.problem ??
              (snapshot?.error === this.dismissed ? undefined : snapshot?.error?.code),
            link: this.inviteLink,
            theme: this.theme || 'system',
            pageKeys: this.pageKeys,
            onDismiss: () => {
              this.problem = undefined;
              this.dismissed = snapshot?.error;
            },
          })
        );
      case 'ended': {
        const gone = this.isGone ? this.problem : undefined;
        return endView({ texts, snapshot, roomId, gone, onAgain: onBack });
      }
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room': AudioRoom;
  }
}

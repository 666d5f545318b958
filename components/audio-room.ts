import { html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Role } from '../src/api/schemas.ts';
import { RoomError, type RoomErrorCode } from '../src/client/errors.ts';
import { Preferences } from '../src/client/preferences.ts';
import { RoomApi } from '../src/client/room-api.ts';
import type { RoomSession } from '../src/client/room-session.ts';
import type { RoomSnapshot } from '../src/client/snapshot.ts';
import { styles } from './audio-room.styles.ts';
import type { CreateRequestEvent } from './events/create-request-event.ts';
import type { DeviceRequestEvent } from './events/device-request-event.ts';
import type { JoinRequestEvent } from './events/join-request-event.ts';
import type { MicRequestEvent } from './events/mic-request-event.ts';
import type { ProcessingRequestEvent } from './events/processing-request-event.ts';
import { RoomChangeEvent } from './events/room-change-event.ts';
import { RoomCreatedEvent } from './events/room-created-event.ts';
import { RoomErrorEvent } from './events/room-error-event.ts';
import { RoomLeftEvent } from './events/room-left-event.ts';
import type { StageRequestEvent } from './events/stage-request-event.ts';
import { friendlyName } from './friendly-name.ts';
import { LobbyController } from './lobby-controller.ts';
import './room-ended.ts';
import './room-lobby.ts';
import './room-start.ts';
import { SessionController } from './session-controller.ts';
import { en } from './texts/en.ts';
import { loadTexts, type Texts } from './texts/texts.ts';
import { tokens } from './tokens.styles.ts';

type View = 'start' | 'lobby' | 'room' | 'ended';

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
 * @cssproperty [--audio-room-canvas] - Background.
 * @cssproperty [--audio-room-surface] - Background of cards, pills and fields.
 * @cssproperty [--audio-room-quiet] - Background of the bar.
 * @cssproperty [--audio-room-ink] - Text.
 * @cssproperty [--audio-room-ink-soft] - Lesser text.
 * @cssproperty [--audio-room-accent] - What invites to act.
 * @cssproperty [--audio-room-danger] - What warns.
 * @cssproperty [--audio-room-focus] - Ring around what has the focus.
 * @cssproperty [--audio-room-radius=22px] - Roundness of tiles and cards.
 * @cssproperty [--audio-room-font] - Font family.
 */
@customElement('audio-room')
export class AudioRoom extends LitElement {
  static override styles = [tokens, styles];

  readonly #preferences = new Preferences();
  readonly #session = new SessionController(this, (snapshot, before) => {
    this.follow(snapshot, before);
  });
  readonly #lobby = new LobbyController(this, (error) => this.fail(error));
  #api = new RoomApi();
  #next: Promise<RoomSession> | undefined;
  #shownView: View | undefined;

  @query('room-view, room-ended, room-lobby, room-start') private viewElement!: LitElement;

  @state() private catalogue: Texts = en;
  @state() private busy = false;
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

  /** `light`, `dark` or `contrast`; anything else follows the system. */
  @property({ reflect: true }) theme = 'system';

  /** Language of the texts, such as `es`; empty: that of the page around it. */
  @property() override lang = '';

  /** Sentences instead of the shipped ones: a few, or a whole language. */
  @property({ attribute: false }) texts: Partial<Texts> = {};

  constructor() {
    super();
    this.addEventListener('create-request', this.handleCreate);
    this.addEventListener('join-request', this.handleJoin);
    this.addEventListener('stage-request', this.handleStage);
    this.addEventListener('mic-request', this.handleMic);
    this.addEventListener('device-request', this.handleDevice);
    this.addEventListener('processing-request', this.handleProcessing);
    this.addEventListener('audio-request', () => {
      void this.session?.resumeAudio();
    });
    this.addEventListener('leave-request', () => this.leave());
  }

  /** The session of this visit, for pages that want to do more; undefined before somebody joins. */
  get session(): RoomSession | undefined {
    return this.#session.session;
  }

  /** What the element shows of the room; undefined before somebody joins. */
  get snapshot(): RoomSnapshot | undefined {
    return this.#session.snapshot;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('apiUrl')) {
      this.#api = new RoomApi(this.apiUrl);
      this.#next = undefined;
    }
    if (changed.has('lang')) void this.loadLanguage();
    if (changed.has('name')) this.name ||= this.#preferences.get('name') ?? '';
    if (changed.has('roomId')) {
      this.problem = undefined;
      const { room } = this.snapshot ?? {};
      if (room && room.id !== this.roomId) this.#session.bind(undefined);
    }
    this.#lobby.watch(this.#api, this.view === 'lobby' ? this.roomId : '');
  }

  protected override updated(): void {
    if (this.view === this.#shownView) return;
    // Who pressed a button that is gone must not begin again at the top of the page; who did not keeps the focus.
    const moved = this.#shownView !== undefined;
    this.#shownView = this.view;
    if (!moved) return;
    const { viewElement } = this;
    // It renders after its host: until then there is nothing inside that could take the focus.
    void viewElement.updateComplete.then(() => viewElement.focus());
  }

  private async loadLanguage(): Promise<void> {
    const around = this.parentElement?.closest<HTMLElement>('[lang]')?.lang;
    const texts = await loadTexts(this.lang || around || 'en');
    this.catalogue = texts;
    this.name ||= friendlyName(texts.language);
  }

  /** Begins to load what a join needs. */
  private prepare(): Promise<RoomSession> {
    this.#next ??= this.load().catch((cause: unknown) => {
      this.#next = undefined; // tried again with the next click
      throw new RoomError('SDK_UNAVAILABLE', 'A part of the page did not load.', { cause });
    });
    return this.#next;
  }

  private async load(): Promise<RoomSession> {
    const [{ RoomSession }, { Microphone }] = await Promise.all([
      import('../src/client/room-session.ts'),
      import('../src/client/microphone.ts'),
      import('./room-view.ts'),
    ]);
    const stored = this.#preferences;
    const microphone = new Microphone({
      deviceId: stored.get('microphoneId'),
      noiseSuppression: stored.get('noiseSuppression') ?? true,
      echoCancellation: stored.get('echoCancellation') ?? true,
    });
    return new RoomSession({ api: this.#api, microphone });
  }

  private async enter(name: string, go: (session: RoomSession) => Promise<void>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    this.problem = undefined;
    this.name = name;
    this.#preferences.set('name', name);
    try {
      const session = await this.prepare();
      this.#next = undefined;
      if (!this.isConnected) return;
      this.#session.bind(session);
      await go(session);
      const speakerId = this.#preferences.get('speakerId');
      if (speakerId) await session.chooseSpeaker(speakerId).catch(() => {}); // unplugged since
    } catch (error) {
      if (error instanceof RoomError && error.code === 'SDK_UNAVAILABLE') this.fail(error);
      else ignoreTold(error);
    } finally {
      this.busy = false;
    }
  }

  private readonly handleCreate = (event: CreateRequestEvent): void => {
    void this.create(event.participantName);
  };

  private readonly handleJoin = (event: JoinRequestEvent): void => {
    void this.join(event.participantName, event.role);
  };

  private readonly handleStage = (event: StageRequestEvent): void => {
    if (event.onStage) this.session?.goOnStage().catch(ignoreTold);
    else this.session?.stepBack();
  };

  private readonly handleMic = (event: MicRequestEvent): void => {
    this.session?.setMuted(event.muted).catch(ignoreTold);
  };

  private readonly handleDevice = (event: DeviceRequestEvent): void => {
    const id = event.deviceId || undefined;
    if (event.kind === 'microphone') {
      this.#preferences.set('microphoneId', id);
      this.session?.chooseMicrophone(id).catch(ignoreTold);
    } else {
      this.#preferences.set('speakerId', id);
      this.session?.chooseSpeaker(event.deviceId).catch(ignoreTold);
    }
  };

  private readonly handleProcessing = ({ setting, on }: ProcessingRequestEvent): void => {
    this.#preferences.set(setting, on);
    this.session?.microphone.change({ [setting]: on }).catch(ignoreTold);
  };

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
    this.#session.bind(undefined);
  }

  /** Says why there is no way in. */
  private fail(error: RoomError): void {
    this.problem = error.code;
    this.dispatchEvent(new RoomErrorEvent(error.code, error.message));
  }

  private get view(): View {
    const phase = this.snapshot?.phase;
    if (phase === 'listening' || phase === 'speaking') return 'room';
    if (phase === 'left' || this.isGone) return 'ended';
    return this.roomId ? 'lobby' : 'start';
  }

  /** The room can't be entered any more, by anybody. */
  private get isGone(): boolean {
    return this.problem === 'ROOM_NOT_FOUND' || this.problem === 'ROOM_ENDED';
  }

  /** Creates a room and enters it as a listener. */
  create(name = this.name): Promise<void> {
    return this.enter(name, async (session) => {
      const { room, hostKey } = await session.create({ name });
      this.roomId = room.id;
      this.dispatchEvent(new RoomCreatedEvent(room.id, hostKey));
    });
  }

  /** Enters the room; as a speaker, also opens the microphone and goes on stage. */
  join(name = this.name, role: Role = 'listener'): Promise<void> {
    return this.enter(name, async (session) => {
      await session.join(this.roomId, { name, role });
      if (role === 'speaker') await session.goOnStage();
    });
  }

  /** Leaves the room. */
  leave(): void {
    this.session?.leave();
  }

  private renderEnded(texts: Texts) {
    const reason = this.snapshot?.leftReason;
    const left = texts.left[reason ?? 'unknown'];
    const problem = this.isGone ? this.problem : undefined;
    return html`
      <room-ended
        heading=${problem ? texts.cannotJoin : left.title}
        advice=${problem ? texts.errors[problem] : left.advice}
        ?no-return=${problem !== undefined || reason === 'room-ended'}
        participant-id=${this.snapshot?.self?.id ?? this.roomId}
        .texts=${texts}
        @again=${() => this.#session.bind(undefined)}
      >
        <slot name="ended"></slot>
      </room-ended>
    `;
  }

  private renderRoom(texts: Texts) {
    const error = this.snapshot?.error;
    const invite = this.inviteUrl.replace('{roomId}', encodeURIComponent(this.roomId));
    return html`
      <room-view
        .snapshot=${this.snapshot}
        .microphone=${this.session?.microphone}
        speaker-id=${this.#preferences.get('speakerId') ?? ''}
        problem=${error && error !== this.dismissed ? texts.errors[error.code] : ''}
        invite-link=${invite || location.href}
        .texts=${texts}
        @dismiss=${() => (this.dismissed = error)}
      >
        <slot name="controls" slot="controls"></slot>
      </room-view>
    `;
  }

  protected override render() {
    const texts: Texts = { ...this.catalogue, ...this.texts };
    const problem = this.problem ? texts.errors[this.problem] : '';
    const warmUp = (): void => {
      this.prepare().then(
        (session) => session.preload(),
        () => {},
      );
    };
    switch (this.view) {
      case 'room':
        return this.renderRoom(texts);
      case 'ended':
        return this.renderEnded(texts);
      case 'lobby':
        return html`
          <room-lobby
            .room=${this.#lobby.room}
            .name=${this.name}
            ?busy=${this.busy}
            problem=${problem}
            .texts=${texts}
            @pointerover=${warmUp}
            @focusin=${warmUp}
          >
            <slot name="lobby"></slot>
          </room-lobby>
        `;
      case 'start':
        return html`
          <room-start
            .name=${this.name}
            ?busy=${this.busy}
            problem=${problem || nothing}
            .texts=${texts}
            @pointerover=${warmUp}
            @focusin=${warmUp}
          >
            <slot name="start"></slot>
          </room-start>
        `;
    }
  }
}

/** The session has put the failure into its snapshot; only what nobody foresaw goes to the console. */
function ignoreTold(error: unknown): void {
  const foreseen =
    error instanceof RoomError || (error instanceof DOMException && error.name === 'AbortError');
  if (!foreseen) reportError(error);
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room': AudioRoom;
  }
}

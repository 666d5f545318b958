import { html, nothing, type TemplateResult } from 'lit';
import type { Microphone } from '../../src/client/media/microphone.ts';
import type { MicrophoneDevice } from '../../src/client/media/microphone-events.ts';
import type { RoomErrorCode } from '../../src/client/room-error.ts';
import type { HostAsk, RoomSnapshot } from '../../src/client/snapshot.ts';
import { askText, isCutOff } from './announcements.ts';
import { errorText } from '../shared/error-text.ts';
import * as icons from '../shared/icons.ts';
import { pressByTap } from '../sound/held-key.ts';
import { fill, type Texts } from '../texts/texts.ts';

// The notices that <audio-room-view> shows above the stage. Screen readers read a status when they are idle, an alert at once.

type Handler = () => void;

interface NoticeOptions {
  readonly snapshot: RoomSnapshot;
  readonly texts: Texts;
  readonly microphone: Microphone | undefined;
  /** What went wrong; undefined if nothing did. */
  readonly errorCode: RoomErrorCode | undefined;
  /** Undefined if what failed can't be tried again from here. */
  readonly onRetry: Handler | undefined;
  readonly onDismissError: Handler;
  readonly onListen: Handler;
  readonly onUnmute: Handler;
  readonly isTalkingMuted: boolean;
  /** The microphone that was plugged in. */
  readonly found: MicrophoneDevice | undefined;
  readonly onUse: (id: string) => void;
  readonly onDismissHint: Handler;
  /** What a host has asked, until the person has dismissed it. */
  readonly hostAsk: HostAsk | undefined;
  readonly onDismissAsk: Handler;
}

export function roomNotices(options: NoticeOptions): TemplateResult {
  const { snapshot, texts, microphone, errorCode, found } = options;
  const { onRetry, onDismissError, onUnmute, onUse, onDismissHint } = options;
  const notices = [
    ...hearingNotices(snapshot, texts, options.onListen),
    snapshot.microphonePaused && statusNotice(texts.microphonePaused),
    microphone?.waiting && waitingNotice(texts, () => microphone.close()),
    errorCode &&
      errorNotice(texts, errorMessage(texts, errorCode, snapshot), onDismissError, onRetry),
    options.isTalkingMuted && mutedNotice(texts, onUnmute, onDismissHint),
    options.hostAsk && askNotice(texts, options.hostAsk, options.onDismissAsk),
    found && newMicrophoneNotice(texts, found, onUse, onDismissHint),
  ];
  return html`<div class="notices">${notices.map((notice) => notice || nothing)}</div>`;
}

function errorMessage(texts: Texts, code: RoomErrorCode, { phase }: RoomSnapshot): string {
  const unplugged = code === 'MICROPHONE_NOT_FOUND' && phase === 'speaking';
  return unplugged ? texts.microphoneGone : errorText(texts, code);
}

/** Why this person can't hear everybody, and what to do. */
function hearingNotices(
  snapshot: RoomSnapshot,
  texts: Texts,
  onListen: Handler,
): (TemplateResult | false)[] {
  const { receptionBlocked, audioBlocked, audioPaused, outputLost } = snapshot;
  const names = snapshot.speakers.filter(({ unheard }) => unheard).map(({ name }) => name);
  const cutOff = isCutOff(snapshot) && !receptionBlocked;
  const someUnheard = names.length > 0 && !receptionBlocked && !cutOff;
  const list = new Intl.ListFormat(texts.language).format(names);
  return [
    cutOff && statusNotice(texts.reconnecting),
    receptionBlocked && nothingHeardNotice(texts),
    someUnheard && statusNotice(fill(texts.speakersUnheard, { names: list })),
    (audioBlocked || audioPaused) &&
      silentNotice(texts, audioBlocked ? texts.tapToListenHint : texts.soundPaused, onListen),
    outputLost && statusNotice(texts.outputLost),
  ];
}

const statusNotice = (text: string): TemplateResult => html`
  <div class="notice plain">
    <p role="status">${text}</p>
  </div>
`;

const nothingHeardNotice = (texts: Texts): TemplateResult => html`
  <div class="notice plain bad">
    <p role="alert">${texts.nothingHeard}</p>
  </div>
`;

const silentNotice = (texts: Texts, text: string, onListen: Handler): TemplateResult => html`
  <div class="notice">
    <p role="status">${text}</p>
    <button class="primary" type="button" @click=${onListen}>
      ${icons.sound()}${texts.tapToListen}
    </button>
  </div>
`;

const errorNotice = (
  texts: Texts,
  text: string,
  onDismiss: Handler,
  onRetry: Handler | undefined,
): TemplateResult => html`
  <div class="notice bad">
    <p role="alert">${text}</p>
    ${
      onRetry
        ? html`<button class="soft" type="button" @keydown=${pressByTap} @click=${onRetry}>
            ${texts.tryAgain}
          </button>`
        : nothing
    }
    ${dismissButton(texts, onDismiss)}
  </div>
`;

/** The browser asks for the microphone, and somebody may not have seen it. */
const waitingNotice = (texts: Texts, onCancel: Handler): TemplateResult => html`
  <div class="notice">
    <p role="status">${texts.microphoneWaiting}</p>
    <button class="soft" type="button" @click=${onCancel}>${texts.cancel}</button>
  </div>
`;

export const mutedNotice = (
  texts: Texts,
  onUnmute: Handler,
  onDismiss: Handler,
): TemplateResult => html`
  <div class="notice">
    <p role="status">${texts.mutedWhileSpeaking}</p>
    <button class="soft" type="button" @keydown=${pressByTap} @click=${onUnmute}>
      ${texts.unmute}
    </button>
    ${dismissButton(texts, onDismiss)}
  </div>
`;

const newMicrophoneNotice = (
  texts: Texts,
  { id, label }: MicrophoneDevice,
  onUse: (id: string) => void,
  onDismiss: Handler,
): TemplateResult => html`
  <div class="notice">
    <p role="status">${fill(texts.newMicrophone, { name: label })}</p>
    <button class="soft" type="button" @click=${() => onUse(id)}>${texts.useIt}</button>
    ${dismissButton(texts, onDismiss)}
  </div>
`;

/** The announcements say it too, together with what has changed: hence no status. */
const askNotice = (texts: Texts, ask: HostAsk, onDismiss: Handler): TemplateResult => html`
  <div class="notice">
    <p>${askText(ask, texts)}</p>
    ${dismissButton(texts, onDismiss)}
  </div>
`;

const dismissButton = ({ dismiss }: Texts, onClick: Handler): TemplateResult => html`
  <button class="bare round" type="button" title=${dismiss} aria-label=${dismiss} @click=${onClick}>
    ${icons.close()}
  </button>
`;

import { html, type TemplateResult } from 'lit';
import type { MicrophoneDevice } from '../../src/client/media/microphone-events.ts';
import * as icons from '../shared/icons.ts';
import { pressByTap } from '../sound/held-key.ts';
import { fill, type Texts } from '../texts/texts.ts';

// The notices that <audio-room-view> shows above the stage. Screen readers read a status when they are idle, an alert at once.

type Handler = () => void;

export const reconnectingNotice = (texts: Texts): TemplateResult => html`
  <div class="notice plain">
    <p role="status">${texts.reconnecting}</p>
  </div>
`;

export const soundBlockedNotice = (texts: Texts, onListen: Handler): TemplateResult => html`
  <div class="notice">
    <p>${texts.tapToListenHint}</p>
    <button class="primary" type="button" @click=${onListen}>
      ${icons.sound()}${texts.tapToListen}
    </button>
  </div>
`;

export const errorNotice = (texts: Texts, text: string, onDismiss: Handler): TemplateResult => html`
  <div class="notice bad">
    <p role="alert">${text}</p>
    ${dismissButton(texts, onDismiss)}
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

export const newMicrophoneNotice = (
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

const dismissButton = ({ dismiss }: Texts, onClick: Handler): TemplateResult => html`
  <button class="bare round" type="button" title=${dismiss} aria-label=${dismiss} @click=${onClick}>
    ${icons.close()}
  </button>
`;

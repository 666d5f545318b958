import { html, type TemplateResult } from 'lit';
import type { MicrophoneDevice } from '../../src/client/media/microphone-events.ts';
import * as icons from '../shared/icons.ts';
import { fill, type Texts } from '../texts/texts.ts';

// What `<room-view>` tells over the stage. A status waits until a screen reader has finished; an alert does not.

type Act = () => void;

export const reconnectingNotice = (texts: Texts): TemplateResult => html`
  <div class="notice plain">
    <p role="status">${texts.reconnecting}</p>
  </div>
`;

export const silentNotice = (texts: Texts, onListen: Act): TemplateResult => html`
  <div class="notice">
    <p>${texts.tapToListenHint}</p>
    <button class="primary" type="button" @click=${onListen}>
      ${icons.sound()}${texts.tapToListen}
    </button>
  </div>
`;

export const problemNotice = (
  texts: Texts,
  sentence: string,
  onDismiss: Act,
): TemplateResult => html`
  <div class="notice bad">
    <p role="alert">${sentence}</p>
    ${dismissButton(texts, onDismiss)}
  </div>
`;

export const mutedNotice = (texts: Texts, onUnmute: Act, onDismiss: Act): TemplateResult => html`
  <div class="notice">
    <p role="status">${texts.mutedWhileSpeaking}</p>
    <button class="soft" type="button" @click=${onUnmute}>${texts.unmute}</button>
    ${dismissButton(texts, onDismiss)}
  </div>
`;

export const foundNotice = (
  texts: Texts,
  { id, label }: MicrophoneDevice,
  onUse: (id: string) => void,
  onDismiss: Act,
): TemplateResult => html`
  <div class="notice">
    <p role="status">${fill(texts.newMicrophone, { name: label })}</p>
    <button class="soft" type="button" @click=${() => onUse(id)}>${texts.useIt}</button>
    ${dismissButton(texts, onDismiss)}
  </div>
`;

const dismissButton = ({ dismiss }: Texts, onClick: Act): TemplateResult => html`
  <button class="bare round" type="button" title=${dismiss} aria-label=${dismiss} @click=${onClick}>
    ${icons.close()}
  </button>
`;

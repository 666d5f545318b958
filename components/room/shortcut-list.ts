import { html, nothing, type TemplateResult } from 'lit';
import type { Texts } from '../texts/texts.ts';

/** The list of keyboard shortcuts. @param hasChannel - Whether the room has reactions and a chat. */
export const shortcutList = (texts: Texts, hasChannel: boolean): TemplateResult => html`
  <dl>
    <dt><kbd>M</kbd></dt>
    <dd>${texts.keyMute}</dd>
    <dt><kbd>${texts.keySpace}</kbd></dt>
    <dd>${texts.keyTalk}</dd>
    <dt><kbd>H</kbd></dt>
    <dd>${texts.keyHand}</dd>
    ${
      hasChannel
        ? html`
            <dt><kbd>C</kbd></dt>
            <dd>${texts.keyChat}</dd>
            <dt><kbd>1</kbd>–<kbd>6</kbd></dt>
            <dd>${texts.keyReact}</dd>
          `
        : nothing
    }
    <dt><kbd>?</kbd></dt>
    <dd>${texts.keyHelp}</dd>
  </dl>
`;

import { html, nothing, type TemplateResult } from 'lit';
import type { RoomSnapshot } from '../../src/client/snapshot.ts';
import * as icons from '../shared/icons.ts';
import { count, type Texts } from '../texts/texts.ts';

/** What <audio-room-view> says below the stage: how many listen, whether the room is locked, the connection, the time left. */
export const roomFacts = (
  snapshot: RoomSnapshot,
  texts: Texts,
  secondsLeft: number | undefined,
): TemplateResult => html`
  <p class="pill" part="listeners">
    ${icons.listeners()}${count(texts, texts.listeners, snapshot.listeners)}
  </p>
  ${snapshot.room?.locked ? html`<p class="pill">${icons.lock()}${texts.roomLocked}</p>` : nothing}
  ${quality(snapshot, texts)}${closing(texts, secondsLeft)}
`;

function quality({ quality }: RoomSnapshot, texts: Texts): TemplateResult | typeof nothing {
  if (!quality || quality === 'lost') return nothing;
  const poor = quality === 'poor';
  const text = poor ? texts.qualityPoor : texts.qualityGood;
  return html`
    <p class="pill quality ${poor ? 'warning' : ''}" part="quality" title=${text}>
      ${icons.bars(!poor)}<span class=${poor ? '' : 'hidden'}>${text}</span>
    </p>
  `;
}

function closing(texts: Texts, seconds: number | undefined): TemplateResult | typeof nothing {
  if (seconds === undefined) return nothing;
  const text =
    seconds > 60
      ? count(texts, texts.closesIn, Math.ceil(seconds / 60))
      : count(texts, texts.closesInSeconds, seconds);
  // A screen reader announces a status at each change, but not a timer: once a minute, then, not once a second.
  return html`
    <p class="pill warning" part="closing" role=${seconds >= 60 ? 'status' : 'timer'}>
      ${icons.clock()}${text}
    </p>
  `;
}

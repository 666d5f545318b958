import { html } from 'lit';
import { CreateRequestEvent } from '../events/create-request-event.ts';
import { customElement } from '../shared/room-element.ts';
import { EntryForm } from './entry-form.ts';

/**
 * @summary The form that creates a room: a name and a button.
 * @slot - Content below the button.
 * @fires create-request - The person asked for a new room.
 */
@customElement('audio-room-start')
export class RoomStart extends EntryForm {
  override focus(options?: FocusOptions): void {
    this.field.focus(options);
  }

  protected override render() {
    const { texts, busy } = this;
    return html`
      <div class="card">
        ${this.renderForm(
          (name) => new CreateRequestEvent(name),
          busy ? texts.creating : texts.createRoom,
          html`<p class="hint" id="hint">${texts.createHint}</p>`,
        )}
      </div>
    `;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'audio-room-start': RoomStart;
  }
}

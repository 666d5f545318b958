import { html, LitElement } from 'lit';

/** An element of a page with a Lit of its own. */
class OwnMeter extends LitElement {
  protected override render() {
    return html`<p>The page’s own meter</p>`;
  }
}

customElements.define('level-meter', OwnMeter);

import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/shared/foreign-page.ts'; // so that it is there at once
import { customElement, RoomElement } from '../../../../components/shared/room-element.ts';
import type { ParticipantTile } from '../../../../components/stage/participant-tile.ts';
import '../../../../components/stage/stage-grid.ts';
import { deepAll, speaker } from '../element-support.ts';
import { waitUntil } from '../../wait-until.ts';

/** What the console was told while something ran. */
async function saidDuring(run: () => void): Promise<{ errors: string[]; warnings: string[] }> {
  const said = { errors: [] as string[], warnings: [] as string[] };
  const { error, warn } = console;
  console.error = (text: string) => said.errors.push(text);
  console.warn = (text: string) => said.warnings.push(text);
  try {
    run();
    await waitUntil(() => said.errors.length > 0, 'nothing'); // the texts are loaded first
  } finally {
    Object.assign(console, { error, warn });
  }
  return said;
}

/** The document of a new frame. */
async function otherDocument(): Promise<Document> {
  const frame = await fixture<HTMLIFrameElement>(html`<iframe title="Elsewhere"></iframe>`);
  return frame.contentDocument!;
}

/** Whether an element, and each one inside it, has all its styles. */
const hasStyles = (root: Element): boolean =>
  [root, ...deepAll(root, '*')]
    .filter((el) => el instanceof RoomElement)
    .every((el) => {
      const { elementStyles } = el.constructor as typeof RoomElement;
      return el.shadowRoot!.adoptedStyleSheets.length === elementStyles.length;
    });

describe('the name of an element', () => {
  it('that the page has already stays the page’s, and the console says what to do', async () => {
    class Theirs extends HTMLElement {}
    customElements.define('taken-by-page', Theirs);
    const said = await saidDuring(() =>
      customElement('taken-by-page')(class extends RoomElement {}),
    );
    expect(customElements.get('taken-by-page')).to.equal(Theirs);
    expect(said.errors.length).to.equal(1);
    expect(said.errors[0]).to.contain('<taken-by-page>').and.to.contain('another name');
  });

  it('that another copy of ours has already stays that one’s, and the console names all of them once', async () => {
    const define = (tag: string) => customElement(tag)(class extends RoomElement {});
    define('twice-one');
    define('twice-two');
    const said = await saidDuring(() => {
      define('twice-one');
      define('twice-two');
    });
    expect(said.errors.length).to.equal(1);
    expect(said.errors[0]).to.contain('<twice-one>, <twice-two>');
  });
});

describe('an element in another document', () => {
  it('has its styles if it was moved there, and still after it was moved back', async () => {
    const tile = await fixture(html`<participant-tile name="Ann"></participant-tile>`);
    const { display, containerType } = getComputedStyle(tile);
    const elsewhere = await otherDocument();
    elsewhere.body.append(tile);
    await waitUntil(() => hasStyles(tile)); // what elements need there is loaded first
    const there = elsewhere.defaultView!.getComputedStyle(tile);
    expect([there.display, there.containerType]).to.deep.equal([display, containerType]);
    document.body.append(tile);
    expect(hasStyles(tile)).to.equal(true);
    expect(getComputedStyle(tile).containerType).to.equal(containerType);
    tile.remove();
  });

  it('has its styles if it is rendered there for the first time', async () => {
    const elsewhere = await otherDocument();
    const grid = document.createElement('audio-room-stage-grid');
    grid.joinable = true;
    grid.speakers = [speaker('Ann')];
    elsewhere.body.append(grid);
    await grid.updateComplete;
    const [tile] = deepAll<ParticipantTile>(grid, 'participant-tile');
    await tile!.updateComplete;
    expect(deepAll(tile!, 'audio-room-participant-face').length).to.equal(1);
    await waitUntil(() => hasStyles(grid));
    const [button] = deepAll(grid, 'button');
    expect(elsewhere.defaultView!.getComputedStyle(button!).cursor).to.equal('pointer');
  });
});

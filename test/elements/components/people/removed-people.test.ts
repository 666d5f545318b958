import { expect, fixture, html } from '@open-wc/testing';
import '../../../../components/people/removed-people.ts';
import type { RemovedPeople } from '../../../../components/people/removed-people.ts';
import { en } from '../../../../components/texts/en.ts';
import { button, deepAll, eventOf, textOf } from '../element-support.ts';

const people = [{ id: 'eve', name: 'Eve' }, { id: 'nobody' }];

const list = (shown: RemovedPeople['people'] = people) =>
  fixture<RemovedPeople>(html`
    <audio-room-removed-people .people=${shown}></audio-room-removed-people>
  `);

describe('<audio-room-removed-people>', () => {
  it('asks for the list when it is shown, and shows nothing of an empty one', async () => {
    const asked = eventOf(document.body, 'removed-request');
    const el = await list([]);
    await asked;
    expect(textOf(el)).to.equal('');
  });

  it('shows the newest first, also those without a name', async () => {
    const el = await list();
    expect(deepAll(el, 'bdi').map(textOf)).to.deep.equal([en.nameUnknown, 'Eve']);
    await expect(el).to.be.accessible();
  });

  it('lets somebody in again, and keeps the focus when they have gone from the list', async () => {
    const el = await list();
    const request = eventOf(el, 'person-request');
    const again = button(el, 'Let in again: Eve');
    again.focus();
    again.click();
    const { action, participantId } = await request;
    expect([action, participantId]).to.deep.equal(['let-in-again', 'eve']);
    el.people = [people[1]!];
    await el.updateComplete;
    expect(el.shadowRoot!.activeElement?.textContent).to.equal(en.removedPeople);
  });
});

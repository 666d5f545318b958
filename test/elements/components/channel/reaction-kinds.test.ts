import { expect } from '@open-wc/testing';
import { kinds } from '../../../../components/channel/reaction-kinds.ts';
import { reactionKinds } from '../../../../src/api/channel.ts';

describe('reactions', () => {
  it('are shown in the order in which the API names them', () => {
    expect(kinds).to.deep.equal(reactionKinds);
  });
});

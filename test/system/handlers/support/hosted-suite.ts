import { after, before, beforeEach } from 'node:test';
import { deploy, type Deployment } from './handler-deployment.ts';
import { HostedRoom } from './hosted-room.ts';

/** The name of the person who creates the rooms. */
export const NAME = 'Zoë Quicksilver';

/** One deployment with a key pair for a suite, and another room for each test. Its log may not identify anybody. */
export function hostedSuite(): { readonly deployment: Deployment; readonly hosted: HostedRoom } {
  let deployment: Deployment;
  let hosted: HostedRoom;

  before(async () => {
    deployment = await deploy();
    await deployment.invoke('rotate-key-pair', { tf: { action: 'create', prev_input: null } });
  });
  beforeEach(async () => {
    hosted = await HostedRoom.create(deployment, NAME);
  });
  after(async () => {
    await deployment.close();
    deployment.log.hide('Quicksilver', 'Book club');
    deployment.log.check();
  });

  return {
    get deployment() {
      return deployment;
    },
    get hosted() {
      return hosted;
    },
  };
}

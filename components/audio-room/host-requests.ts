import type { RoomControls } from '../../src/client/session/room-controls.ts';
import type { RoomSession } from '../../src/client/session/room-session.ts';
import type { PersonAction } from '../events/person-request-event.ts';

type On = <Name extends keyof GlobalEventHandlersEventMap>(
  name: Name,
  answer: (event: GlobalEventHandlersEventMap[Name]) => Promise<unknown> | undefined,
) => void;

const actions: Readonly<
  Record<PersonAction, (controls: RoomControls, id: string) => Promise<void>>
> = {
  invite: (controls, id) => controls.invite(id),
  'lower-hand': (controls, id) => controls.lowerHandOf(id),
  mute: (controls, id) => controls.askToMute(id),
  'take-off-stage': (controls, id) => controls.takeOffStage(id),
  remove: (controls, id) => controls.remove(id),
  'let-in-again': (controls, id) => controls.letInAgain(id),
  silence: (controls, id) => controls.silence(id),
  unsilence: (controls, id) => controls.unsilence(id),
};

/** Does what people ask for about hands, invitations, the chat, other people and the room itself. */
export function answerHostRequests(on: On, session: RoomSession, signal: AbortSignal): void {
  let stopWatching: (() => void) | undefined;
  const watch = (wanted: boolean): undefined => {
    stopWatching?.();
    stopWatching = wanted ? session.controls.watch() : undefined;
  };
  signal.addEventListener('abort', () => watch(false));
  on('people-request', (event) => watch(event.watch));
  on('hand-request', ({ raised }) =>
    raised ? session.controls.raiseHand() : session.controls.lowerHand(),
  );
  on('lower-hands-request', () => session.controls.lowerHands());
  on('removed-request', () => session.controls.readRemoved());
  on('person-request', ({ action, participantId }) =>
    actions[action](session.controls, participantId),
  );
  on('room-settings-request', ({ change }) =>
    change === 'newHostKey'
      ? session.controls.replaceHostKey()
      : session.controls.changeRoom(change),
  );
  on('message-request', (event) => {
    event.respondWith(session.controls.sendMessage(event.text));
    return undefined;
  });
  on('message-delete-request', ({ messageId }) => session.controls.deleteMessage(messageId));
  on('reaction-request', ({ kind }) => {
    session.controls.react(kind);
    return undefined;
  });
  on('room-end-request', () => session.controls.endRoom());
}

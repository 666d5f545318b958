import type { PeopleTexts } from './texts.ts';

/** The Spanish texts about hosts, and who may come in and speak. */
export const esPeople: PeopleTexts = {
  roomLocked: 'Cerrada',
  inviteToListen:
    'Cualquiera que tenga el enlace puede entrar, escuchar y levantar la mano para hablar hasta que cierre la sala.',
  inviteLocked: 'La sala está cerrada. No puede entrar nadie más hasta que la abra un anfitrión.',
  shareTitle: 'Únete a «{title}»',
  endedByHost: 'El anfitrión ha terminado esta sala',
};

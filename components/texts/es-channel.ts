import type { ChannelTexts } from './texts.ts';

/** The Spanish texts about reactions and the chat. */
export const esChannel: ChannelTexts = {
  chat: 'Chat',
  unreadMessages: { one: '{count} mensaje nuevo', other: '{count} mensajes nuevos' },
  noMessages: 'Todavía no ha escrito nadie.',
  nothingKept: 'No se guarda nada: quien llegue después no lo verá.',
  yourMessage: 'Tu mensaje',
  messageHint: 'Escribe a todos',
  send: 'Enviar',
  sending: 'Enviando…',
  charactersLeft: { one: 'Queda {count} carácter', other: 'Quedan {count} caracteres' },
  charactersOver: { one: 'Sobra {count} carácter', other: 'Sobran {count} caracteres' },
  toNewMessages: 'Mensajes nuevos',
  deleteMessage: 'Borrar el mensaje',

  chatConnecting: 'Conectando con el chat…',
  chatLost: 'No se puede acceder al chat. Reintentando… El sonido continúa.',
  chatOff: 'Los anfitriones han desactivado el chat.',
  chatForStage: 'Aquí solo escriben y reaccionan quienes están en el escenario.',
  youAreSilenced: 'Un anfitrión no te deja escribir ni reaccionar.',

  whoMayWrite: 'Quién puede escribir y reaccionar',
  chatAll: 'Todos',
  chatStage: 'Quienes están en el escenario',
  chatNobody: 'Solo los anfitriones',
  silence: 'No dejar que escriba',
  unsilence: 'Dejar que vuelva a escribir',
  silencedMark: 'no puede escribir',

  reactions: 'Reacciones',
  reactionNames: {
    clap: 'Aplauso',
    heart: 'Corazón',
    laugh: 'Risa',
    wow: 'Asombro',
    'thumbs-up': 'Pulgar arriba',
    party: 'Fiesta',
  },
  reactionsSeen: { one: '{count} reacción', other: '{count} reacciones' },
  keyReact: 'Reaccionar',
  keyChat: 'Abrir o cerrar el chat',

  errors: {
    CHANNEL_UNREACHABLE:
      'No se puede acceder al chat. Inténtalo de nuevo en un momento. El sonido continúa.',
    CHAT_NOT_ALLOWED: 'Ahora no puedes escribir aquí. Un anfitrión puede cambiarlo.',
    CHAT_TOO_FAST: 'Demasiados mensajes a la vez. Espera un segundo y envíalo otra vez.',
    CHAT_TOO_LONG: 'El mensaje es demasiado largo. Usa 280 caracteres como máximo.',
  },
};

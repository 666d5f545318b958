import { esChannel } from './es-channel.ts';
import { esPeople } from './es-people.ts';
import { esSound } from './es-sound.ts';
import type { Texts } from './texts.ts';

/** All Spanish texts. */
export const es: Texts = {
  language: 'es',
  ...esPeople,
  ...esChannel,
  friendlyNames: {
    first: 'Nutria Panda Abeja Koala Lince Colibrí Ardilla Delfín Cometa Girasol Alce Trébol',
    second: 'Feliz Valiente Amable Alegre Ágil Radiante Genial Gentil Tenaz Sonriente Noble Fugaz',
  },

  yourName: 'Tu nombre',
  otherName: 'Sugerir otro nombre',
  nameEmpty: 'Escribe un nombre de 1 a 40 caracteres.',
  nameTooLong: 'Ese nombre es demasiado largo. Usa 40 caracteres como máximo.',
  createRoom: 'Crear una sala',
  createHint: 'Entras como oyente. Tu micrófono sigue apagado hasta que subas al escenario.',
  creating: 'Creando la sala…',
  joining: 'Entrando…',
  lobbyTitle: 'Te invitan a conversar',
  lobbyLive: 'En el escenario: {names}',
  lobbyQuiet: 'Todavía no hay nadie en el escenario.',
  listeners: { one: '{count} oyente', other: '{count} oyentes' },
  lobbyHosts: 'Organiza: {names}',
  lobbyInvited: 'Un anfitrión invita a hablar. Levanta la mano en la sala para pedirlo.',
  lobbyLocked: 'Esta sala está cerrada: no puede entrar nadie más.',
  lobbyCloses: 'Cierra a las {time}',
  joinAsListener: 'Entrar como oyente',
  joinOnStage: 'Subir al escenario',
  joinHint:
    'El micrófono de los oyentes sigue apagado. Puedes probar el tuyo antes de subir al escenario.',
  loadingRoom: 'Buscando la sala…',

  micCheckTitle: 'Prueba tu micrófono',
  micCheckAsk: 'Si tu navegador lo pide, permite el micrófono. Todavía no te oye nadie.',
  micCheckSpeak: 'Di algo: la barra debería moverse. Todavía no te oye nadie.',
  micCheckHeard: 'Tu micrófono funciona. Todo listo.',
  micCheckTry: 'Escúchate',
  micCheckRecording: 'Grabando durante 3 segundos…',
  micCheckPlaying: 'Así suenas…',
  micCheckJoin: 'Subir al escenario ahora',
  micCheckJoinHint: 'Toda la sala te oirá en cuanto subas al escenario.',
  inputLevel: 'Nivel del micrófono',
  back: 'Volver',

  room: 'Sala de audio',
  stage: 'En el escenario',
  you: 'tú',
  muted: 'en silencio',
  speaking: 'hablando',
  unheard: 'no se oye',
  goOnStage: 'Subir al escenario',
  goOnStageHint: 'Enciende tu micrófono',
  goOnStageBlockedHint: 'No te llega sonido, así que puede que tampoco te oigan',
  goingOnStage: 'Subiendo al escenario…',
  stageFull: 'El escenario está lleno',
  stageFullHint: 'Podrás subir cuando alguien baje',
  controls: 'Controles de la sala',
  stepBack: 'Bajar',
  stepBackHint: 'Apaga tu micrófono: solo escuchas',
  leave: 'Salir',
  mute: 'Silenciar',
  unmute: 'Activar',
  invite: 'Invitar',
  more: 'Más',
  close: 'Cerrar',
  tapToListen: 'Toca para escuchar',
  tapToListenHint: 'Tu navegador bloquea el sonido hasta que toques.',
  soundPaused: 'El sonido está en pausa.',
  nothingHeard:
    'No te llega ningún sonido. Puede que lo bloquee un cortafuegos: prueba otra red, como los datos móviles, o desactiva tu VPN. Reintentando…',
  speakersUnheard: 'Ahora mismo no puedes oír a {names}. Reintentando…',
  outputLost: 'Se desconectó tu salida de sonido. Se usa la predeterminada hasta que vuelva.',
  microphonePaused:
    'Tu dispositivo ha puesto en pausa el micrófono, como hace durante una llamada. Estás en silencio.',
  mutedWhileSpeaking: 'Estás hablando con el micrófono apagado.',
  reconnecting: 'Se perdió la conexión. Reconectando…',
  qualityGood: 'Buena conexión',
  qualityPoor: 'Mala conexión',
  closesIn: { one: 'Cierra en {count} minuto', other: 'Cierra en {count} minutos' },
  closesInSeconds: { one: 'Cierra en {count} segundo', other: 'Cierra en {count} segundos' },
  dismiss: 'Descartar',

  joinedStage: '{name} subió al escenario',
  leftStage: '{name} bajó del escenario',
  joinedStageMany: {
    one: '{count} persona subió al escenario',
    other: '{count} personas subieron al escenario',
  },
  leftStageMany: {
    one: '{count} persona bajó del escenario',
    other: '{count} personas bajaron del escenario',
  },
  youAreListening: 'Estás escuchando',
  youAreOnStage: 'Estás en el escenario. Tu micrófono está encendido.',
  youAreMuted: 'Micrófono apagado',
  youAreUnmuted: 'Micrófono encendido',
  reconnected: 'Conexión recuperada',
  heardAgain: 'El sonido ha vuelto',

  ...esSound,

  inviteTitle: 'Invitar a gente',
  inviteTileHint: 'Con un enlace o un código QR',
  inviteHint:
    'Cualquiera que tenga el enlace puede entrar, escuchar y subir al escenario hasta que cierre la sala.',
  copyLink: 'Copiar enlace',
  copied: 'Enlace copiado',
  copyFailed: 'No se pudo copiar el enlace. Selecciónalo y cópialo a mano.',
  share: 'Compartir…',
  roomLink: 'Enlace de la sala',
  qrCode: 'Código QR del enlace de la sala',
  shareText: 'Únete a esta sala de audio',

  about: 'Sobre esta sala',
  aboutText:
    'Hasta 12 personas pueden hablar en el escenario; las demás escuchan. No se graba nada. La sala se cierra sola.',
  aboutOpened: 'Abierta a las {time}',
  aboutClosed: 'Cierra a las {time}',
  keys: 'Atajos de teclado',
  keyMute: 'Apagar o encender el micrófono',
  keyTalk: 'Mantener pulsada para hablar con el micrófono apagado',
  keyHelp: 'Mostrar esta lista',
  keySpace: 'Espacio',
  keysOn: 'Usar los atajos de teclado',
  appearance: 'Aspecto',
  themeSystem: 'Del sistema',
  themeLight: 'Claro',
  themeDark: 'Oscuro',
  themeContrast: 'Alto contraste',

  joinAgain: 'Volver a entrar',
  tryAgain: 'Reintentar',
  cannotJoin: 'No puedes entrar en esta sala',
  left: {
    user: {
      title: 'Has salido de la sala',
      advice: 'Los demás pueden seguir hablando. Puedes volver mientras la sala esté abierta.',
    },
    failed: { title: 'No pudiste entrar', advice: 'Inténtalo de nuevo o pide otro enlace.' },
    'room-ended': {
      title: 'La sala ha terminado',
      advice: 'Gracias por venir. Para seguir hablando, crea otra sala.',
    },
    removed: {
      title: 'Te han expulsado de la sala',
      advice: 'Te ha expulsado un anfitrión. No puedes volver si un anfitrión no te readmite.',
    },
    'joined-elsewhere': {
      title: 'Entraste desde otra pestaña',
      advice: 'Solo puedes estar una vez en la sala, así que esta pestaña se desconectó.',
    },
    'token-refused': {
      title: 'Se rechazó tu acceso a la sala',
      advice: 'Vuelve a entrar para renovarlo.',
    },
    'connection-lost': {
      title: 'Perdiste la conexión',
      advice: 'Comprueba tu red y vuelve a entrar.',
    },
    unknown: {
      title: 'Te has desconectado',
      advice: 'Vuelve a entrar. Si sigue pasando, pide otro enlace.',
    },
  },

  errors: {
    ...esChannel.errors,
    INVALID_REQUEST:
      'El servicio de salas no entendió la petición. Recarga la página e inténtalo de nuevo.',
    TOKEN_REFUSED: 'Se rechazó tu acceso a la sala. Vuelve a entrar para renovarlo.',
    API_KEY_REQUIRED:
      'Desde esta página no se pueden crear salas. Pide el enlace de una sala a quien gestiona este servicio.',
    API_OUTDATED:
      'Este servicio es de una versión anterior que no permite esto. Quien lo gestiona puede actualizarlo.',
    NOT_HOST: 'Este enlace de anfitrión ya no sirve. Pide el nuevo a otro anfitrión.',
    STAGE_BY_INVITATION: 'Un anfitrión invita al escenario. Levanta la mano para pedirlo.',
    ROOM_LOCKED:
      'La sala está cerrada: no puede entrar nadie más. Pide a alguien de dentro que la abra.',
    REMOVED: 'Un anfitrión te ha sacado de esta sala.',
    ORIGIN_REFUSED:
      'El servicio de salas no acepta la dirección de esta página. Quien lo ejecuta puede permitirla (--allow-host, en AWS ALLOWED_ORIGINS).',
    NOT_FOUND: 'No hay un servicio de salas en esta dirección. Comprueba la dirección de la API.',
    ROOM_NOT_FOUND:
      'Esta sala no existe. Comprueba el enlace: quizá falta una parte, o la sala cerró hace tiempo.',
    METHOD_NOT_ALLOWED:
      'El servicio de salas no acepta esta petición. Recarga la página para tener la última versión.',
    ROOM_FULL: 'La sala está llena. Inténtalo de nuevo cuando alguien haya salido.',
    CHANNEL_OFF: 'Esta sala no tiene chat. Puedes hablar y levantar la mano sin él.',
    HANDS_FULL: 'Hay demasiadas manos levantadas. Inténtalo de nuevo cuando algunas hayan bajado.',
    ROOM_ENDED: 'Esta sala ha terminado. Pide otro enlace o crea tu propia sala.',
    PAYLOAD_TOO_LARGE: 'La petición era demasiado grande. Usa un nombre más corto.',
    TOO_MANY_REQUESTS: 'Hay demasiadas peticiones. Espera unos segundos e inténtalo de nuevo.',
    INTERNAL_ERROR: 'Algo falló por nuestra parte. Inténtalo de nuevo.',
    UNAVAILABLE:
      'El servicio de salas no está disponible por el momento. Espera unos segundos e inténtalo de nuevo.',
    API_UNREACHABLE: 'No se llega al servicio de salas. Comprueba tu red e inténtalo de nuevo.',
    SDK_UNAVAILABLE:
      'No se cargó una parte de esta página. Comprueba tu red e inténtalo de nuevo, o recarga la página.',
    INSECURE_CONTEXT:
      'Los navegadores solo permiten el micrófono en páginas seguras. Abre esta página con https://.',
    BROWSER_UNSUPPORTED:
      'Este navegador no admite audio en directo. Usa una versión actual de Chrome, Edge, Firefox o Safari.',
    MICROPHONE_DENIED: 'Tu navegador bloquea el micrófono en esta página.',
    MICROPHONE_DISMISSED:
      'Todavía no has permitido el micrófono. Inténtalo de nuevo y permítelo. Si tu navegador no vuelve a preguntar, recarga la página.',
    MICROPHONE_BLOCKED_BY_SYSTEM:
      'Tu sistema no deja que este navegador use el micrófono. Permítelo en los ajustes de privacidad del sistema e inténtalo de nuevo.',
    MICROPHONE_REVOKED:
      'Esta página ya no puede usar tu micrófono, así que nadie te oye. Reinténtalo para pedirlo otra vez.',
    MICROPHONE_NOT_ALLOWED_HERE:
      'La página que rodea esta sala no le deja usar el micrófono. A su marco le falta allow="microphone".',
    MICROPHONE_BLOCKED_BY_PAGE:
      'Esta página no deja usar ningún micrófono. Quien la gestiona puede permitirlo: su cabecera Permissions-Policy necesita microphone=(self).',
    MICROPHONE_NOT_FOUND: 'No se encontró ningún micrófono. Conecta uno e inténtalo de nuevo.',
    MICROPHONE_IN_USE: 'Otra aplicación está usando el micrófono. Ciérrala e inténtalo de nuevo.',
    STAGE_FULL:
      'El escenario está lleno: hay 12 personas en él. Puedes seguir escuchando e intentarlo cuando alguien baje.',
    STAGE_UNREACHABLE: 'El audio no puede pasar. Quizá lo bloquea un cortafuegos o tu red.',
    CLOCK_WRONG:
      'El reloj de este dispositivo va más de un día adelantado y por eso el escenario rechaza la conexión. Pon la fecha y la hora en automático y vuelve a entrar.',
    JOIN_REFUSED: 'El escenario rechazó la conexión. Vuelve a entrar.',
    PUBLISH_FAILED:
      'No se pudo enviar tu voz. Inténtalo de nuevo. Si no ayuda, puede que la bloquee un cortafuegos: prueba otra red, como los datos móviles, o desactiva tu VPN.',
    UNEXPECTED_ERROR: 'Algo falló en esta página. Recárgala e inténtalo de nuevo.',
  },
};

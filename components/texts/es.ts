import type { Texts } from './texts.ts';

export const es: Texts = {
  language: 'es',

  friendlyNames: {
    first: 'Nutria Panda Abeja Koala Lince Colibrí Ardilla Delfín Cometa Girasol Alce Trébol',
    second: 'Feliz Valiente Amable Alegre Ágil Radiante Genial Gentil Tenaz Sonriente Noble Fugaz',
  },

  yourName: 'Tu nombre',
  otherName: 'Otro nombre',
  nameEmpty: 'Escribe un nombre: de 1 a 40 caracteres.',
  nameTooLong: 'Ese nombre es demasiado largo. Usa 40 caracteres como máximo.',
  nameForbidden:
    'Ese nombre tiene un carácter que no se puede mostrar. Escríbelo con letras, cifras, signos o emojis.',
  createRoom: 'Crear una sala',
  createHint: 'Entras como oyente. Tu micrófono sigue apagado hasta que subas al escenario.',
  creating: 'Creando la sala…',
  joining: 'Entrando…',
  lobbyTitle: 'Te invitan a conversar',
  lobbyLive: 'En el escenario: {names}',
  lobbyQuiet: 'Todavía no hay nadie en el escenario.',
  lobbyCloses: 'Cierra a las {time}',
  joinAsListener: 'Entrar como oyente',
  joinOnStage: 'Subir al escenario',
  joinHint:
    'El micrófono de un oyente sigue apagado. Antes de subir al escenario puedes probar el tuyo.',
  loadingRoom: 'Buscando la sala…',

  micCheckTitle: 'Prueba tu micrófono',
  micCheckAsk: 'Tu navegador te pide ahora el micrófono. Todavía no te oye nadie.',
  micCheckSpeak: 'Di algo: la barra debería moverse. Todavía no te oye nadie.',
  micCheckHeard: 'Te oímos. Todo listo.',
  micCheckJoin: 'Subir al escenario ahora',
  micCheckJoinHint: 'Toda la sala te oirá en cuanto subas al escenario.',
  micCheckTry: 'Escúchate',
  micCheckRecording: 'Grabando 3 segundos…',
  micCheckPlaying: 'Así suenas…',
  inputLevel: 'Nivel del micrófono',
  back: 'Volver',

  room: 'Sala de audio',
  stage: 'En el escenario',
  listeners: { one: '{count} oyente', other: '{count} oyentes' },
  you: 'tú',
  muted: 'en silencio',
  speaking: 'hablando',
  goOnStage: 'Subir al escenario',
  goOnStageHint: 'Se enciende tu micrófono',
  goingOnStage: 'Subiendo al escenario…',
  stageFull: 'El escenario está lleno',
  stageFullHint: 'Sube cuando alguien baje.',
  controls: 'Controles de la sala',
  stepBack: 'Bajar',
  stepBackHint: 'Apagar el micrófono y solo escuchar',
  leave: 'Salir',
  mute: 'Silenciar',
  unmute: 'Activar',
  invite: 'Invitar',
  more: 'Más',
  close: 'Cerrar',
  tapToListen: 'Toca para escuchar',
  tapToListenHint: 'Tu navegador retiene el sonido hasta que toques.',
  mutedWhileSpeaking: 'Estás hablando con el micrófono apagado.',
  reconnecting: 'Se perdió la conexión. Intentándolo otra vez…',
  qualityGood: 'Buena conexión',
  qualityPoor: 'Mala conexión',
  closesIn: { one: 'Cierra en {count} minuto', other: 'Cierra en {count} minutos' },
  closesInSeconds: { one: 'Cierra en {count} segundo', other: 'Cierra en {count} segundos' },
  dismiss: 'Descartar',

  joinedStage: '{name} está en el escenario',
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
  reconnected: 'Ha vuelto la conexión',

  settings: 'Ajustes de sonido',
  microphone: 'Micrófono',
  output: 'Salida de sonido',
  defaultDevice: 'El que elija el navegador',
  noiseSuppression: 'Reducir el ruido de fondo',
  echoCancellation: 'Cancelar el eco',
  newMicrophone: 'Se conectó «{name}».',
  useIt: 'Usarlo',
  deniedHelp: {
    chromium:
      'Haz clic en el icono a la izquierda de la dirección, permite el micrófono e inténtalo otra vez.',
    firefox:
      'Haz clic en el micrófono tachado junto a la dirección, quita el bloqueo e inténtalo otra vez.',
    safari: 'Abre Safari › Ajustes de este sitio web, permite el micrófono e inténtalo otra vez.',
    ios: 'Toca el icono de la página junto a la dirección, luego Ajustes del sitio web, y permite el micrófono. Mira también la app Ajustes.',
    android:
      'Toca el icono a la izquierda de la dirección, luego Permisos, y permite el micrófono.',
    other: 'Busca el micrófono en los ajustes de este sitio.',
  },
  microphoneGone: 'Se desconectó tu micrófono. Estás en silencio.',

  inviteTitle: 'Invitar a gente',
  inviteTileHint: 'Con un enlace o un código QR',
  inviteHint:
    'Quien tenga el enlace puede entrar, escuchar y subir al escenario hasta que cierre la sala.',
  copyLink: 'Copiar el enlace',
  copied: 'Enlace copiado',
  copyFailed: 'No se pudo copiar el enlace. Selecciónalo y cópialo a mano.',
  share: 'Compartir…',
  roomLink: 'Enlace de la sala',
  qrCode: 'Código QR del enlace',
  shareText: 'Ven a conversar con nosotros',

  about: 'Sobre esta sala',
  aboutText:
    'Una sala para conversar, con hasta 12 personas en el escenario y todas las que quieran escuchar. No se graba nada. Se cierra sola.',
  aboutOpened: 'Abierta a las {time}',
  aboutClosed: 'Cierra a las {time}',
  keys: 'Atajos de teclado',
  keyMute: 'Apagar o encender el micrófono',
  keyTalk: 'Hablar mientras se mantiene pulsada',
  keyHelp: 'Mostrar esta ayuda',
  keySpace: 'Espacio',
  keysOn: 'Usar estos atajos',
  appearance: 'Aspecto',
  themeSystem: 'Del sistema',
  themeLight: 'Claro',
  themeDark: 'Oscuro',
  themeContrast: 'Alto contraste',

  joinAgain: 'Volver a entrar',
  tryAgain: 'Reintentar',
  cannotJoin: 'No se puede abrir esta sala',
  left: {
    user: {
      title: 'Has salido de la sala',
      advice: 'Los demás pueden seguir hablando. Puedes volver mientras la sala esté abierta.',
    },
    failed: { title: 'No pudiste entrar', advice: 'Inténtalo otra vez o pide un enlace nuevo.' },
    'room-ended': {
      title: 'La sala ha terminado',
      advice: 'Gracias por haber venido. Crea otra sala para seguir hablando.',
    },
    removed: {
      title: 'Te han sacado de la sala',
      advice: 'Quien lleva la sala puso fin a tu visita.',
    },
    'joined-elsewhere': {
      title: 'Entraste en otra pestaña',
      advice: 'Esta pestaña se calló para que estés una sola vez.',
    },
    'token-refused': {
      title: 'Tu pase a la sala fue rechazado',
      advice: 'Vuelve a entrar para recibir otro.',
    },
    'connection-lost': {
      title: 'Se perdió la conexión',
      advice: 'Comprueba tu red y vuelve a entrar.',
    },
    unknown: {
      title: 'La sala cerró la conexión',
      advice: 'Vuelve a entrar. Si pasa otra vez, pide un enlace nuevo.',
    },
  },

  errors: {
    INVALID_REQUEST: 'La sala no entendió la petición. Recarga la página e inténtalo otra vez.',
    TOKEN_REFUSED: 'Tu pase a la sala fue rechazado. Sal y vuelve a entrar.',
    NOT_FOUND: 'No hay un servicio de salas en esta dirección. Comprueba la dirección de la API.',
    ROOM_NOT_FOUND:
      'Esa sala no existe. Comprueba el enlace: quizá falta una parte, o la sala cerró hace tiempo.',
    METHOD_NOT_ALLOWED:
      'El servicio de salas no acepta esta petición. Recarga la página para tener su última versión.',
    ROOM_FULL: 'La sala está llena. Inténtalo otra vez cuando alguien haya salido.',
    ROOM_ENDED: 'Esta sala ha terminado. Pide un enlace nuevo o crea tu propia sala.',
    PAYLOAD_TOO_LARGE: 'Fue demasiado de una vez. Usa un nombre más corto e inténtalo otra vez.',
    TOO_MANY_REQUESTS:
      'Demasiada gente hace esto ahora mismo. Espera unos segundos e inténtalo otra vez.',
    INTERNAL_ERROR: 'Algo falló por nuestra parte. Inténtalo otra vez.',
    UNAVAILABLE:
      'El servicio de salas está haciendo una pausa. Espera unos segundos e inténtalo otra vez.',
    API_UNREACHABLE:
      'No se puede llegar al servicio de salas. Comprueba tu red e inténtalo otra vez.',
    SDK_UNAVAILABLE:
      'No se pudo cargar la parte que lleva el sonido. Quizá la detiene la red o un bloqueador de contenidos.',
    INSECURE_CONTEXT:
      'Los navegadores solo dan el micrófono a páginas seguras. Abre esta página con https://.',
    BROWSER_UNSUPPORTED:
      'Este navegador no puede llevar sonido en directo. Usa un Chrome, Edge, Firefox o Safari actual.',
    MICROPHONE_DENIED: 'El navegador bloquea el micrófono en esta página.',
    MICROPHONE_NOT_ALLOWED_HERE:
      'La página que rodea esta sala no le deja usar el micrófono. Tiene que añadir allow="microphone" al marco.',
    MICROPHONE_NOT_FOUND: 'No se encontró ningún micrófono. Conecta uno e inténtalo otra vez.',
    MICROPHONE_IN_USE: 'Otra aplicación usa el micrófono. Ciérrala e inténtalo otra vez.',
    STAGE_FULL:
      'El escenario está lleno: hay 12 personas hablando. Sigues escuchando; inténtalo cuando alguien baje.',
    STAGE_UNREACHABLE: 'El sonido no puede pasar. Quizá lo bloquea un cortafuegos o la red.',
    JOIN_REFUSED: 'El escenario no te dejó entrar. Sal y vuelve a entrar.',
    PUBLISH_FAILED:
      'No se pudo enviar tu voz. Sigues escuchando; intenta subir al escenario otra vez.',
    UNEXPECTED_ERROR: 'Algo falló en esta página. Recárgala e inténtalo otra vez.',
  },
};

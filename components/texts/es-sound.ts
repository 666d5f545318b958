import type { Texts } from './texts.ts';

/** The Spanish texts about the microphone and the sound. */
export const esSound = {
  settings: 'Ajustes de sonido',
  microphone: 'Micrófono',
  output: 'Salida de sonido',
  defaultDevice: 'Predeterminado del navegador',
  noiseSuppression: 'Reducir el ruido de fondo',
  echoCancellation: 'Cancelar el eco',
  newMicrophone: 'Se conectó «{name}».',
  useIt: 'Usarlo',
  deniedHelp: {
    chromium:
      'Haz clic en el icono a la izquierda de la dirección, permite el micrófono e inténtalo de nuevo.',
    firefox:
      'Haz clic en el micrófono tachado junto a la dirección, quita el bloqueo e inténtalo de nuevo.',
    safari:
      'En la barra de menús, abre Safari › Ajustes de este sitio web, permite el micrófono e inténtalo de nuevo.',
    ios: 'Toca el icono de la página junto a la dirección, luego Ajustes del sitio web, y permite el micrófono. Revisa también la app Ajustes.',
    android:
      'Toca el icono a la izquierda de la dirección, luego Permisos, y permite el micrófono.',
    other: 'Permítelo en los ajustes del navegador para este sitio e inténtalo de nuevo.',
  },
  microphoneWaiting:
    'Esperando el micrófono. Si tu navegador pregunta, respóndele: la pregunta puede estar tras un icono junto a la dirección.',
  cancel: 'Cancelar',
  microphoneGone: 'Se desconectó tu micrófono. Estás en silencio.',
} satisfies Partial<Texts>;

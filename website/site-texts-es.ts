import type { SiteTexts } from './site-texts-en.ts';

export const es: SiteTexts = {
  title: 'Audio Rooms: conversa con cualquiera, con un enlace',
  headline: 'Conversa con cualquiera. Basta un enlace.',
  lead: 'Hasta 12 personas hablan en el escenario; las demás escuchan. Sin cuenta, sin instalar nada, sin grabar nada.',
  haveLink: '¿Tienes un enlace? Pégalo aquí',
  open: 'Abrir',
  wrongLink: 'Eso no es un enlace a una sala. Los enlaces terminan en /room/ y un código.',
  newRoom: 'Crear otra sala',
  unknownTitle: 'Página no encontrada',
  unknownAdvice: 'Comprueba la dirección o ve a la página de inicio.',
  toStart: 'Ir al inicio',
  roomTitle: 'Sala de audio',
  live: 'En el escenario',
  muted: 'En silencio',
  listening: 'Escuchando',
};

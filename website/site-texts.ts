const en = {
  title: 'Audio Rooms: talk with anybody, by link',
  headline: 'Talk with anybody. Send a link.',
  lead: 'Up to 12 people on stage, everybody else listens. No account, nothing to install, nothing recorded.',
  haveLink: 'Have a link? Paste it here',
  open: 'Open',
  wrongLink: 'That is not a link to a room. It ends in /room/ and a code.',
  newRoom: 'Create a new room',
  unknownTitle: 'There is no such page',
  unknownAdvice: 'Check the address, or begin at the start.',
  toStart: 'To the start',
  roomTitle: 'Audio room',
  live: 'On stage',
  muted: 'Muted',
  listening: 'Listening',
};

export type SiteTexts = Readonly<Record<keyof typeof en, string>>;

const es: SiteTexts = {
  title: 'Audio Rooms: conversa con cualquiera, con un enlace',
  headline: 'Conversa con cualquiera. Envía un enlace.',
  lead: 'Hasta 12 personas en el escenario; las demás escuchan. Sin cuenta, sin instalar nada, sin grabar nada.',
  haveLink: '¿Tienes un enlace? Pégalo aquí',
  open: 'Abrir',
  wrongLink: 'Eso no es un enlace a una sala. Termina en /room/ y un código.',
  newRoom: 'Crear otra sala',
  unknownTitle: 'Esta página no existe',
  unknownAdvice: 'Comprueba la dirección o empieza por el principio.',
  toStart: 'Al principio',
  roomTitle: 'Sala de audio',
  live: 'En el escenario',
  muted: 'En silencio',
  listening: 'Escuchando',
};

/** What the pages around the element say. */
export const siteTexts = { en, es } as const;

/** The visitor's first language that the site speaks. */
export function siteLanguage(wanted: readonly string[]): keyof typeof siteTexts {
  const spoken = wanted.map((tag) => tag.toLowerCase().split('-')[0]);
  return spoken.find((tag) => tag === 'en' || tag === 'es') ?? 'en';
}

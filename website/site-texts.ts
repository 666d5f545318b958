const en = {
  title: 'Audio Rooms: talk with anyone, by link',
  headline: 'Talk with anyone. Just send a link.',
  lead: 'Up to 12 people talk on stage, everyone else listens. No account, nothing to install, nothing recorded.',
  haveLink: 'Have a link? Paste it here',
  open: 'Open',
  wrongLink: 'That’s not a link to a room. Room links end in /room/ and a code.',
  newRoom: 'Create a new room',
  unknownTitle: 'Page not found',
  unknownAdvice: 'Check the address, or go to the start page.',
  toStart: 'Go to the start page',
  roomTitle: 'Audio room',
  live: 'On stage',
  muted: 'Muted',
  listening: 'Listening',
};

export type SiteTexts = Readonly<Record<keyof typeof en, string>>;

const es: SiteTexts = {
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

/** The texts of the pages around the element. */
export const siteTexts = { en, es } as const;

type SiteLanguage = keyof typeof siteTexts;

/**
 * The first of the visitor's languages that the site has texts in; English if there is none.
 * @param wanted - Language tags such as `es-MX`, the preferred one first.
 */
export function siteLanguage(wanted: readonly string[]): SiteLanguage {
  const languages = wanted.map((tag) => tag.toLowerCase().split('-')[0] ?? '');
  const isOurs = (language: string): language is SiteLanguage => Object.hasOwn(siteTexts, language);
  return languages.find(isOurs) ?? 'en';
}

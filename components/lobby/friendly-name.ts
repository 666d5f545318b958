// Pairs of a trait and an animal or plant that nobody minds being called; each language orders them its own way.
const words = {
  en: {
    first: 'Sunny Mellow Brave Curious Gentle Merry Quiet Swift Bright Cosy Lucky Jolly'.split(' '),
    second: 'Otter Fox Robin Maple Koala Panda Comet Willow Badger Heron Lynx Clover'.split(' '),
  },
  es: {
    first: 'Nutria Panda Abeja Koala Lince Colibrí Ardilla Delfín Cometa Girasol Alce Trébol'.split(
      ' ',
    ),
    second:
      'Feliz Valiente Amable Alegre Ágil Radiante Genial Gentil Tenaz Sonriente Noble Fugaz'.split(
        ' ',
      ),
  },
} as const;

/** A name to start with, such as "Sunny Otter"; one of 144. */
export function friendlyName(language: string, random: () => number = Math.random): string {
  const { first, second } = language === 'es' ? words.es : words.en;
  const pick = (list: readonly string[]): string => list[Math.floor(random() * list.length)] ?? '';
  return `${pick(first)} ${pick(second)}`;
}

import type { StartTexts } from '../texts/texts.ts';

/** A random name such as "Sunny Otter", in the language of the texts. */
export function friendlyName(
  { friendlyNames }: Pick<StartTexts, 'friendlyNames'>,
  random: () => number = Math.random,
): string {
  const pick = (words: string): string => {
    const list = words.split(' ');
    return list[Math.floor(random() * list.length)] ?? '';
  };
  return `${pick(friendlyNames.first)} ${pick(friendlyNames.second)}`;
}

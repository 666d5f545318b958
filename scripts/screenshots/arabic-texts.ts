import { en } from '../../components/texts/en.ts';
import type { Texts } from '../../components/texts/texts.ts';

/** As a page would bring a language of its own; what the pictures show of it. */
export const arabic: Texts = {
  ...en,
  language: 'ar',
  yourName: 'اسمك',
  lobbyTitle: 'أنت مدعو إلى الحديث',
  lobbyLive: 'على المنصة الآن: {names}',
  lobbyCloses: 'تُغلق في {time}',
  listeners: { one: 'مستمع واحد', two: 'مستمعان', few: '{count} مستمعين', other: '{count} مستمعًا' },
  joinAsListener: 'انضم مستمعًا',
  joinOnStage: 'اصعد إلى المنصة',
  joinHint: 'يبقى ميكروفون المستمع مغلقًا. يمكنك تجربته قبل الصعود.',
  goOnStage: 'اصعد إلى المنصة',
  goOnStageHint: 'سيعمل ميكروفونك',
  leave: 'غادر',
  invite: 'ادعُ',
  qualityPoor: 'الاتصال ضعيف',
};

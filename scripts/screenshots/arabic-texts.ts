import { en } from '../../components/texts/en.ts';
import type { Texts } from '../../components/texts/texts.ts';

/** A page's own language, as far as the pictures show it: the rest stays English. */
export const arabicTexts: Texts = {
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

import { svg, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.ts';

/** Apart from the other icons, because a page needs those only after somebody has joined. */
export const dice = (): TemplateResult =>
  icon(
    svg`<rect x="4" y="4" width="16" height="16" rx="4"/><path d="M9 9v.1M15 9v.1M9 15v.1M15 15v.1" stroke-width="2.6"/>`,
  );

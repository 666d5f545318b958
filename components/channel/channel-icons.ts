import { svg, type TemplateResult } from 'lit';
import { icon } from '../shared/icon.ts';

export const chat = (): TemplateResult =>
  icon(
    svg`<path d="M20 11.5a7.5 7.5 0 0 1-7.5 7.5H5l1.2-3A7.5 7.5 0 1 1 20 11.5z"/><path d="M9 10.3h7M9 13.4h4.5"/>`,
  );
export const send = (): TemplateResult =>
  icon(svg`<path d="M12 19V5m-6 6 6-6 6 6" stroke-width="2.4"/>`);
export const react = (): TemplateResult =>
  icon(
    svg`<path d="M20.5 12.5A8.5 8.5 0 1 1 13 3.6"/><path d="M8.5 14.5a4.3 4.3 0 0 0 7 0M9 9.6v.1M14.6 9.6v.1M19.5 2.5v6M16.5 5.5h6"/>`,
  );
export const down = (): TemplateResult => icon(svg`<path d="M12 5v13m-6-6 6 6 6-6"/>`);

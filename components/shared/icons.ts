import { svg, type TemplateResult } from 'lit';
import { icon } from './icon.ts';

const capsule = () =>
  svg`<rect x="9" y="3" width="6" height="11" rx="3" fill="currentColor" stroke="none"/>`;

// Functions, so that a bundler can drop those that are not used.
export const mic = (): TemplateResult =>
  icon(svg`${capsule()}<path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/>`);
export const micOff = (): TemplateResult =>
  icon(
    svg`${capsule()}<path d="M5.5 11.5a6.5 6.5 0 0 0 13 0M12 18v3"/><path d="m4 3 16 18" stroke="var(--_icon-gap, Canvas)" stroke-width="5"/><path d="m4 3 16 18"/>`,
  );
export const chevron = (): TemplateResult => icon(svg`<path d="m7 14 5-5 5 5"/>`);
export const stageOn = (): TemplateResult => icon(svg`<path d="M12 5v14M5 12h14"/>`);
export const stageOff = (): TemplateResult => icon(svg`<path d="M12 5v13m-6-6 6 6 6-6"/>`);
export const leave = (): TemplateResult =>
  icon(
    svg`<path d="M14 4H6.5A1.5 1.5 0 0 0 5 5.5v13A1.5 1.5 0 0 0 6.5 20H14M10 12h10m-3.5-3.5L20 12l-3.5 3.5"/>`,
  );
export const listeners = (): TemplateResult =>
  icon(
    svg`<circle cx="9" cy="8.5" r="3.5"/><path d="M2.5 20a6.5 6.5 0 0 1 13 0M15.5 5.3a3.5 3.5 0 0 1 0 6.4M18 14.3a6.5 6.5 0 0 1 3.5 5.7"/>`,
  );
export const link = (): TemplateResult =>
  icon(
    svg`<path d="M10 14a4.2 4.2 0 0 0 6 .3l3-3a4.2 4.2 0 0 0-6-6l-1.4 1.4M14 10a4.2 4.2 0 0 0-6-.3l-3 3a4.2 4.2 0 0 0 6 6l1.4-1.4"/>`,
  );
export const invite = (): TemplateResult =>
  icon(
    svg`<circle cx="10" cy="8" r="4"/><path d="M2.5 20a7.5 7.5 0 0 1 13-5M19 13v7M15.5 16.5h7"/>`,
  );
export const share = (): TemplateResult =>
  icon(
    svg`<path d="M12 15V4m-4 4 4-4 4 4M5 13v5.5A1.5 1.5 0 0 0 6.5 20h11a1.5 1.5 0 0 0 1.5-1.5V13"/>`,
  );
export const info = (): TemplateResult =>
  icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 11v5M12 7.8v.1"/>`);
export const keys = (): TemplateResult =>
  icon(
    svg`<rect x="2.5" y="6" width="19" height="12" rx="2.5"/><path d="M7 10v.1M11 10v.1M15 10v.1M17.5 14v.1M6.5 14v.1M9.5 14h5"/>`,
  );
export const settings = (): TemplateResult =>
  icon(
    svg`<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="3"/><circle cx="8" cy="17" r="3"/>`,
  );
export const more = (): TemplateResult =>
  icon(svg`<path d="M5 12v.1M12 12v.1M19 12v.1" stroke-width="3.5"/>`);
export const close = (): TemplateResult => icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`);
export const sound = (): TemplateResult =>
  icon(
    svg`<path d="M4 9.5v5h3.5L12 19V5L7.5 9.5z" fill="currentColor"/><path d="M15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>`,
  );
export const soundOff = (): TemplateResult =>
  icon(
    svg`<path d="M4 9.5v5h3.5L12 19V5L7.5 9.5z" fill="currentColor"/><path d="m16 9.5 5 5m0-5-5 5"/>`,
  );
export const clock = (): TemplateResult =>
  icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 7v5.2l3.2 2"/>`);
export const lock = (): TemplateResult =>
  icon(
    svg`<rect x="5" y="11" width="14" height="9.5" rx="2.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>`,
  );
export const hand = (): TemplateResult =>
  icon(
    svg`<path d="M7 12.5V6.8a1.5 1.5 0 0 1 3 0V11m0-.5V4.8a1.5 1.5 0 0 1 3 0V11m0-.5V5.8a1.5 1.5 0 0 1 3 0V12m0-1.2a1.5 1.5 0 0 1 3 0V15a6 6 0 0 1-6 6h-1.5a6 6 0 0 1-5-2.7l-3-4.6a1.5 1.5 0 0 1 2.4-1.8L7 14"/>`,
  );
export const manage = (): TemplateResult =>
  icon(
    svg`<path d="M12 3 4.5 6v5.5c0 4.5 3 8 7.5 9.5 4.5-1.5 7.5-5 7.5-9.5V6z"/><path d="m9 12 2.2 2.2L15.5 10"/>`,
  );
export const theme = (): TemplateResult =>
  icon(svg`<circle cx="12" cy="12" r="9"/><path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor"/>`);
export const bars = (strong: boolean): TemplateResult =>
  icon(
    svg`<path d="M5 19v-3"/><path d="M12 19v-8" opacity=${strong ? 1 : 0.3}/><path d="M19 19V5" opacity=${strong ? 1 : 0.3}/>`,
  );

import { html, type SVGTemplateResult, type TemplateResult } from 'lit';

/** An icon on a grid of 24 × 24, with lines 2 px wide so that all icons look alike. */
export const icon = (shape: SVGTemplateResult): TemplateResult => html`
  <svg
    class="icon"
    viewBox="0 0 24 24"
    width="24"
    height="24"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${shape}
  </svg>
`;

import { startListening } from './in-page-listening.ts';
import { tilesOnScreen, textOnScreen, listenerLine } from './in-page-looking.ts';

// Runs in every page before its own scripts: a test sees and hears through it what a person would.

const listening = startListening(window.testTone);

const instruments = {
  ...listening,
  text: textOnScreen,
  tiles: tilesOnScreen,
  listeners: listenerLine,
};

declare global {
  interface Window {
    instruments: typeof instruments;
    /** Frequency of the microphone that stands in for a real one; without it, the browser's own. */
    testTone?: number;
  }
}

window.instruments = instruments;

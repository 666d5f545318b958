import { startListening } from './in-page-listening.ts';
import { tilesOnScreen, textOnScreen, listenerLine } from './in-page-looking.ts';

// Runs in every page before the page's scripts. Through it, a test sees and hears what a person would.

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
    /** Frequency in Hz of the tone that replaces the microphone. If undefined, the browser's microphone stays. */
    testTone?: number;
  }
}

window.instruments = instruments;

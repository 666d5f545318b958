import '../../components/sound/mic-control.ts';
import '../../components/stage/participant-tile.ts';

const mic = document.querySelector('mic-control');
const tile = document.querySelector('participant-tile');
const said = document.querySelector('#said');

mic?.addEventListener('mic-request', ({ muted }) => {
  mic.muted = muted;
  tile?.toggleAttribute('muted', muted);
  if (said) said.textContent = muted ? 'The page muted Ana.' : 'The page unmuted Ana.';
});

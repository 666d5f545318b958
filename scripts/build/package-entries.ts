/** The modules that the package offers, by the names under which pages import them: `audio-rooms/<name>`. */
export const packageEntries: Readonly<Record<string, string>> = {
  index: 'components/index.ts',
  'audio-room': 'components/audio-room/audio-room.ts',
  'level-meter': 'components/sound/level-meter.ts',
  'mic-control': 'components/sound/mic-control.ts',
  'participant-face': 'components/stage/participant-face.ts',
  'participant-tile': 'components/stage/participant-tile.ts',
  'stage-grid': 'components/stage/stage-grid.ts',
  'texts/en': 'components/texts/en.ts',
  'texts/es': 'components/texts/es.ts',
  client: 'src/client/index.ts',
};

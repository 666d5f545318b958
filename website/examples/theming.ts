// Some of the texts, to show how it works. Those that are missing stay English.
const room = document.querySelector('audio-room');
if (room) {
  room.texts = {
    language: 'de',
    yourName: 'Dein Name',
    otherName: 'Anderer Name',
    createRoom: 'Raum eröffnen',
    createHint:
      'Du kommst als Zuhörerin oder Zuhörer. Dein Mikrofon bleibt aus, bis du auf die Bühne gehst.',
    goOnStage: 'Auf die Bühne',
    goOnStageHint: 'Dein Mikrofon geht an',
    mute: 'Stumm',
    unmute: 'Ton an',
    stepBack: 'Zurücktreten',
    leave: 'Gehen',
    invite: 'Einladen',
    listeners: { one: '{count} Person hört zu', other: '{count} Personen hören zu' },
  };
}

export {}; // makes this a module, so that its names are not global

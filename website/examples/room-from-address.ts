// The page's own address says which room: `plain.html?room=…`.
const room = document.querySelector('audio-room');
room?.setAttribute('room-id', new URLSearchParams(location.search).get('room') ?? '');

export {}; // a module, with names of its own

// Takes the id of the room from the page's own address: `plain.html?room=…`.
const room = document.querySelector('audio-room');
room?.setAttribute('room-id', new URLSearchParams(location.search).get('room') ?? '');

export {}; // makes this a module, so that its names are not global

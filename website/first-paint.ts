// Runs before anything is painted, apart from all else: the address alone says which page it is, and a landing page that
// is laid out anew when the rest has come would jump under the reader's eyes.
document.documentElement.className = location.pathname === '/' ? 'landing' : 'room';

export {};

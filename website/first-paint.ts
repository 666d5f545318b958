// A script of its own that runs before the first paint. The address alone tells which page this is; a page that learned it
// from the main script would change its layout while somebody reads it.
document.documentElement.className = location.pathname === '/' ? 'landing' : 'room';

export {};

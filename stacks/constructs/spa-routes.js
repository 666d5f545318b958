// Runs in CloudFront for each request outside /api. A path without an extension is a route of the single-page app, so it
// gets index.html; others are files, and a missing file remains an error. A dot at the end is of a sentence around a link.
// eslint-disable-next-line no-unused-vars -- CloudFront calls it
function handler(event) {
  var request = event.request;
  if (!/\.[^./]/.test(request.uri)) request.uri = '/index.html';
  return request;
}

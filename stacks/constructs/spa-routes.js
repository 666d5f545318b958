// Runs in CloudFront for each request outside /api. A path without a dot is a route of the single-page app, so it gets
// index.html; a path with a dot is a file, and a missing file remains an error.
// eslint-disable-next-line no-unused-vars -- CloudFront calls it
function handler(event) {
  var request = event.request;
  if (request.uri.indexOf('.') === -1) request.uri = '/index.html';
  return request;
}

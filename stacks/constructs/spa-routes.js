// Runs in CloudFront for each request that is not for the API. Paths without a dot are routes of the single-page app,
// which index.html answers; a path with one is a file, and a missing file stays an error.
// eslint-disable-next-line no-unused-vars -- CloudFront calls it
function handler(event) {
  var request = event.request;
  if (request.uri.indexOf('.') === -1) request.uri = '/index.html';
  return request;
}

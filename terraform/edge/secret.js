// Runs in CloudFront for every request of a viewer, and proves to the site that it came through here.
// What the viewer itself sent under that name is overwritten.
import cf from 'cloudfront'

const HEADER = 'x-chatscape-edge'
const KEY = 'CHATSCAPE_EDGE_SECRET'

async function handler(event) {
  const request = event.request
  // To a WSGI application X_Forwarded_For is X-Forwarded-For.
  for (const name of Object.keys(request.headers)) {
    if (name.includes('_')) delete request.headers[name]
  }
  try {
    request.headers[HEADER] = { value: await cf.kvs().get(KEY) }
  } catch (error) {
    // The key is missing: `make deploy` puts it there as its last step.
    return {
      statusCode: 503,
      statusDescription: 'Service Unavailable',
      headers: { 'retry-after': { value: '60' }, 'cache-control': { value: 'no-store' } },
    }
  }
  return request
}

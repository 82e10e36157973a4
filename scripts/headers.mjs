// The one source of what the server says about every answer: nginx's snippets are generated from
// here at build time, and the Node server, the dev server and the browser tests read it directly.

/** Content-Security-Policy, directive by directive. */
const POLICY = {
  'default-src': "'none'",
  // Codecs and kernels are WebAssembly; nothing is ever evaluated from a string.
  'script-src': "'self' 'wasm-unsafe-eval'",
  // The FLAC encoder starts its worker from a blob.
  'worker-src': "'self' blob:",
  // Styles that are set at run time go through the CSSOM: no sheet and no attribute is written into the page.
  'style-src': "'self'",
  'img-src': "'self' data: blob:",
  'media-src': "'self' blob:",
  'font-src': "'self'",
  'connect-src': "'self' blob:",
  'manifest-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
}

/** Sent with every answer, errors included. */
export const SECURITY_HEADERS = {
  'Content-Security-Policy': Object.entries(POLICY)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; '),
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy':
    'camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()',
}

/** Under /assets/ every name carries a hash of its content. */
export const IMMUTABLE = 'public, max-age=31536000, immutable'
/** Everything else is asked for again each time (304 when unchanged). */
export const REVALIDATE = 'no-cache'
export const HASHED_FOLDER = '/assets/'

/** File extension → media type. What is not listed is `application/octet-stream`. */
export const MEDIA_TYPES = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
  mjs: 'text/javascript',
  json: 'application/json',
  map: 'application/json',
  webmanifest: 'application/manifest+json',
  wasm: 'application/wasm',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff2: 'font/woff2',
  txt: 'text/plain',
  md: 'text/plain',
}

/** Types that carry `charset=utf-8`. */
export const TEXT_TYPES = [
  'text/html',
  'text/css',
  'text/javascript',
  'text/plain',
  'application/json',
  'application/manifest+json',
  'image/svg+xml',
]

/** Extensions worth compressing ahead of time. */
export const COMPRESSIBLE = [
  'html',
  'css',
  'js',
  'mjs',
  'json',
  'webmanifest',
  'wasm',
  'svg',
  'txt',
  'md',
]

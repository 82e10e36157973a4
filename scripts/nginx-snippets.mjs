// What nginx.conf includes, written from the one list of headers.
import {
  HASHED_FOLDER,
  IMMUTABLE,
  MEDIA_TYPES,
  REVALIDATE,
  SECURITY_HEADERS,
  TEXT_TYPES,
} from './headers.mjs'

/** For the http context: media types, and how long an answer may be kept. */
export const httpSnippet = () => {
  const types = Object.entries(MEDIA_TYPES).map(([extension, type]) => `  ${type} ${extension};`)
  return `${[
    '# Generated from scripts/headers.mjs.',
    'types {',
    ...types,
    '}',
    'default_type application/octet-stream;',
    'charset utf-8;',
    `charset_types ${TEXT_TYPES.filter((type) => type !== 'text/html').join(' ')};`,
    // A miss under the hashed folder must not be kept for a year.
    'map "$status:$uri" $cache_control {',
    `  default "${REVALIDATE}";`,
    `  "~^(200|206|304):${HASHED_FOLDER}" "${IMMUTABLE}";`,
    '}',
  ].join('\n')}\n`
}

/**
 * For the server context: every security header, and the version that /health tells.
 * @param {string} version
 */
export const headersSnippet = (version) => {
  const headers = Object.entries(SECURITY_HEADERS).map(
    ([name, value]) => `add_header ${name} "${value}" always;`,
  )
  return `${[
    '# Generated from scripts/headers.mjs.',
    ...headers,
    'add_header Cache-Control $cache_control always;',
    `set $trackmaster_version "${version}";`,
  ].join('\n')}\n`
}

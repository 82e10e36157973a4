import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { FORMATS } from '../delivery/formats/registry'
import { SHARED_FIELD, SHARED_TARGET } from './shared-names'

const PUBLIC = 'public'
const manifest = JSON.parse(readFileSync(`${PUBLIC}/manifest.webmanifest`, 'utf8'))

/** What is read beside what is written, by the names that such files usually have. */
const READ_ALSO = ['.wave', '.rf64', '.w64', '.aif', '.aifc', '.caf', '.au', '.snd', '.aac', '.oga']

describe('the manifest of the installed app', () => {
  it('has icons of the sizes that it tells', () => {
    const sizes = manifest.icons.map((icon: { readonly sizes: string }) => icon.sizes)
    expect(sizes).toEqual(expect.arrayContaining(['any', '192x192', '512x512']))
    for (const { src, sizes: told, type } of manifest.icons) {
      const bytes = readFileSync(`${PUBLIC}${src}`)
      if (type !== 'image/png') continue
      // IHDR is the first chunk of a PNG: width and height at 16 and 20.
      expect(`${bytes.readUInt32BE(16)}x${bytes.readUInt32BE(20)}`, src).toBe(told)
    }
  })

  it('takes files of the share sheet where the service worker waits for them', () => {
    const { action, method, enctype, params } = manifest.share_target
    expect([action, method, enctype]).toEqual([SHARED_TARGET, 'POST', 'multipart/form-data'])
    expect(params.files).toMatchObject([{ name: SHARED_FIELD }])
  })

  it('is offered by the system for every file that the app writes or reads', () => {
    const accepted = manifest.file_handlers.flatMap(
      ({ accept }: { readonly accept: Readonly<Record<string, readonly string[]>> }) =>
        Object.values(accept).flat(),
    )
    const written = FORMATS.map(({ extension }) => `.${extension}`)
    expect(accepted).toEqual(expect.arrayContaining([...written, ...READ_ALSO]))
  })
})

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { findRecipe } from './find-recipe'
import { canonicalJson } from './plain'
import { reportHtml } from './report-html'
import { BUILD, type MadeReport, madeReport, VERSION } from './testing/made-report'

interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly pattern?: string
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

const typeOf = (value: unknown): string => {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

/** What of a value breaks a JSON Schema: as much of it as ours uses. */
const faults = (schema: Schema, value: unknown, path = '$'): readonly string[] => {
  const types = [schema.type ?? []].flat().map((type) => (type === 'integer' ? 'number' : type))
  if (types.length > 0 && !types.includes(typeOf(value))) return [`${path} is ${typeOf(value)}`]
  if (schema.const !== undefined && value !== schema.const) return [`${path} is ${value}`]
  if (schema.enum && !schema.enum.includes(value)) return [`${path} is ${value}`]
  if (typeof value === 'string' && !new RegExp(schema.pattern ?? '').test(value))
    return [`${path} is ${value}`]
  const { items } = schema
  if (Array.isArray(value))
    return items ? value.flatMap((one, k) => faults(items, one, `${path}[${k}]`)) : []
  if (typeof value !== 'object' || value === null) return []
  const entries = value as Readonly<Record<string, unknown>>
  return [
    ...(schema.required ?? []).filter((key) => !(key in entries)).map((key) => `${path}.${key}`),
    ...Object.entries(schema.properties ?? {}).flatMap(([key, part]) =>
      key in entries ? faults(part, entries[key], `${path}.${key}`) : [],
    ),
  ]
}

describe('a report', () => {
  let flac: MadeReport
  let mp3: MadeReport
  beforeAll(async () => {
    flac = await madeReport({ settings: { format: 'flac' } })
    mp3 = await madeReport({ settings: { format: 'mp3', quality: 'cbr-128' } })
  })

  it('names the delivered file by the SHA-256 of its bytes, and its audio by the MD5 that FLAC itself keeps', () => {
    const { file } = flac.report
    expect(file.sha256).toBe(createHash('sha256').update(flac.bytes).digest('hex'))
    // RFC 9639, section 8.2: behind "fLaC" and the head of the first block, 18 bytes into STREAMINFO.
    expect(file.audioMd5).toBe(flac.bytes.subarray(26, 42).toString('hex'))
    expect(mp3.report.file.audioMd5).toBeNull()
  })

  it('has both meters agree, on the original and on the file as it decodes', () => {
    for (const { meters } of [flac.report, mp3.report]) {
      expect(meters).toMatchObject({ readFile: true, agree: true })
      expect(meters.rows.filter(({ signal }) => signal === 'file')).toHaveLength(2)
    }
  })

  it('tells why each move was made, in the words of the page, and lists all modules that are on', () => {
    const { moves, modules, recipe, recipeSha256 } = flac.report
    const level = moves.find(({ id }) => id === 'level')
    expect(level).toMatchObject({ reason: 'The destination', on: true })
    for (const { name, reason } of moves) expect(`${name}${reason}`).not.toMatch(/undefined|^$/)
    expect(modules.map(({ moduleId }) => moduleId)).toContain('limiter')
    const digest = createHash('sha256').update(canonicalJson(recipe)).digest('hex')
    expect(recipeSha256).toBe(digest)
    expect(reportHtml(flac.report)).toContain('The destination.')
  })

  it('holds the codec proof of a lossy file, which is of the file as it decodes', () => {
    const { codec, check, details } = mp3.report
    expect(codec).toMatchObject({
      encoder: 'LAME 3.100',
      decoder: 'mpg123',
      quality: '128 kbit/s',
      truePeakDbtp: check.truePeakDbtp,
      change: { lagFrames: 0 },
    })
    expect(Math.abs(check.overTargetLu ?? 1)).toBeLessThan(0.1)
    expect(reportHtml(mp3.report)).toContain('Codec proof')
    expect(flac.report.codec).toBeNull()
    expect(reportHtml(flac.report)).not.toContain('Codec proof')
    expect(flac.report.details.file?.samples.usedBits).toBe(24)
    expect(details.original?.truePeaksDbtp).toHaveLength(2)
  })

  it('is equal text for equal masters, as plain JSON that says its version', async () => {
    const again = await madeReport({ settings: { format: 'flac' } })
    const text = canonicalJson(flac.report)
    expect(canonicalJson(again.report)).toBe(text)
    expect(JSON.parse(text)).toMatchObject({
      schema: 'trackmaster-report',
      version: 3,
      tool: { name: 'TrackMaster', version: VERSION, build: BUILD },
      created: '1970-01-01T00:00:00.000Z',
    })
    expect(text).not.toMatch(/NaN|Infinity/)
  })

  it('has all that its schema asks for, of the types that it names', () => {
    const schema = JSON.parse(readFileSync('docs/report.schema.json', 'utf8'))
    for (const { report } of [flac, mp3]) expect(faults(schema, report)).toEqual([])
    expect(faults(schema, { ...flac.report, created: 1, file: {} })).not.toEqual([])
  })

  it('gives its recipe back, from its page and from its data, and that makes the same file again', async () => {
    const { report } = flac
    const fromPage = findRecipe(reportHtml(report))
    expect(fromPage).toMatchObject({ ok: true, notes: [], recipe: report.recipe })
    expect(findRecipe(canonicalJson(report))).toEqual(fromPage)
    if (!fromPage.ok) return
    const again = await madeReport({ settings: { format: 'flac' }, recipe: fromPage.recipe })
    expect(again.report.file.sha256).toBe(report.file.sha256)
  })

  it('is a page without scripts and addresses, whatever a file is called', () => {
    const page = reportHtml(flac.report)
    expect(page).not.toContain('<script')
    expect(page).not.toMatch(/\b(?:src|href)=|url\(|@import/)
    expect(page).toContain('&lt;script&gt;')
    expect(page).toContain(flac.report.file.sha256)
    expect(page.match(/<svg/g)).toHaveLength(2)
  })
})

import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { wav } from '../bench/support/wav.mjs'
import { chunksOf } from './support/riff-chunks'
import { noise } from './support/signals'
import { expect, test } from './support/test'

const RATE = 44_100
const LENGTH_FRAMES = 4 * RATE
const TIME_REFERENCE = 3600 * RATE

const chunk = (id: string, body: Buffer): Buffer => {
  const size = Buffer.alloc(4)
  size.writeUInt32LE(body.length)
  return Buffer.concat([Buffer.from(id), size, body, Buffer.alloc(body.length % 2)])
}

const words = (...values: readonly number[]): Buffer => {
  const bytes = Buffer.alloc(4 * values.length)
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value >>> 0, 4 * index)
  return bytes
}

const text = (value: string, size: number): Buffer => Buffer.concat([Buffer.from(value)], size)

/** A WAV as recorders and samplers write them: what it is of stands behind the audio. */
const taggedWav = (): Buffer => {
  const plain = wav({ sampleRate: RATE, lengthFrames: LENGTH_FRAMES, source: noise(0.3) })
  const bext = Buffer.concat([
    text('A description', 256),
    text('Originator', 32),
    text('REF1', 32),
    Buffer.from('2026-11-2812:00:00'),
    words(TIME_REFERENCE, 0),
    Buffer.from([1, 0]),
    Buffer.alloc(254),
  ])
  const info = Buffer.concat([
    Buffer.from('INFO'),
    chunk('INAM', Buffer.from('Night Drive\0')),
    chunk('IART', Buffer.from('The Testers\0')),
    chunk('ISRC', Buffer.from('DEXXX2600001\0')),
  ])
  const data = Buffer.from('data')
  const file = Buffer.concat([
    plain,
    chunk('bext', bext),
    chunk('LIST', info),
    chunk('cue ', Buffer.concat([words(1, 1, 22_050), data, words(0, 0, 22_050)])),
    chunk('smpl', words(0, 0, 22_675, 60, 0, 0, 0, 1, 0, 1, 0, 1000, 40_000, 0, 0)),
  ])
  file.writeUInt32LE(file.length - 8, 4)
  return file
}

/** A picture that a browser shows: one grey pixel. */
const png = (): Buffer => {
  const part = (type: string, body: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(body.length)
    return Buffer.concat([
      length,
      Buffer.from(type),
      body,
      crcOf(Buffer.concat([Buffer.from(type), body])),
    ])
  }
  const head = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
  const begin = Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10])
  const pixels = deflateSync(Buffer.from([0, 128]))
  return Buffer.concat([
    begin,
    part('IHDR', head),
    part('IDAT', pixels),
    part('IEND', Buffer.alloc(0)),
  ])
}

const crcOf = (bytes: Buffer): Buffer => {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(~crc >>> 0)
  return sum
}

test('tags are shown, edited, written with the audio, and there again after a reload', async ({
  app,
  page,
}) => {
  await app.open({ name: 'take 1.wav', buffer: taggedWav() })
  await app.waitUntilIdle()
  const option = app.tracks.getByRole('option', { name: 'take 1.wav' })
  await expect(option).toContainText('Night Drive')
  await expect(option).toContainText('The Testers')

  await page.getByRole('button', { name: 'Export…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  const tags = dialog.getByRole('group', { name: 'Tags' })
  const field = (label: string) => tags.getByRole('textbox', { name: label, exact: true })
  await expect(field('Title')).toHaveValue('Night Drive')
  await expect(field('ISRC')).toHaveValue('DEXXX2600001')
  for (const [name, value] of [
    ['Album', 'Fünf Gefühle – 日本'],
    ['Album artist', 'Various'],
    ['Track', '3/10'],
    ['Year', '2026'],
    ['Genre', 'Rock'],
    ['UPC', '0012345678905'],
    ['Comment', 'Loud'],
    ['Title', 'Day Drive'],
  ] as const)
    await field(name).fill(value)
  await tags.getByLabel('Artwork file').setInputFiles({
    name: 'cover.png',
    mimeType: 'image/png',
    buffer: png(),
  })
  await expect(tags.getByRole('img', { name: 'Artwork' })).toBeVisible()

  const fileName = dialog.getByRole('textbox', { name: 'File name' })
  await fileName.fill('{track} {artist} - {title}')
  await expect(dialog.getByText('03 The Testers - Day Drive.wav', { exact: true })).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()
  const { path, name } = await app.export({ sampleRate: '48 kHz', bitDepth: '16-bit' })
  expect(name).toBe('03 The Testers - Day Drive.wav')
  await expect(dialog.getByRole('status', { name: 'Export check' })).toContainText(
    'Saved and read back.',
  )

  const chunks = chunksOf(readFileSync(path))
  expect([...chunks.keys()].at(-1)).toBe('data')
  const info = chunks.get('LIST')?.toString('latin1') ?? ''
  for (const value of ['Day Drive', 'The Testers', 'DEXXX2600001']) expect(info).toContain(value)
  const bext = chunks.get('bext') ?? Buffer.alloc(602)
  expect(bext.toString('latin1', 0, 13)).toBe('A description')
  expect(bext.readBigUInt64LE(338)).toBe(BigInt(3600 * 48_000))
  expect(bext.readUInt16LE(346)).toBe(2)
  const lufs = (await app.measured('Integrated loudness', 'Master')) ?? 0
  expect(Math.abs(bext.readInt16LE(412) / 100 - lufs)).toBeLessThanOrEqual(0.06)
  expect(chunks.get('cue ')?.readUInt32LE(24)).toBe(24_000)
  expect(chunks.get('smpl')?.readUInt32LE(12)).toBe(60)
  expect(chunks.get('smpl')?.readUInt32LE(44)).toBe(Math.round((1000 * 48_000) / RATE))
  expect(chunks.get('id3 ')?.includes(png())).toBe(true)

  await dialog.getByRole('combobox', { name: 'Format' }).selectOption({ label: 'FLAC' })
  await expect(dialog.getByText(/FLAC has no place for the time reference/)).toBeVisible()
  await dialog.getByRole('button', { name: 'Close' }).click()

  await expect(option).toContainText('Day Drive')
  await expect(option.locator('img')).toBeVisible()
  await page.evaluate(() => dispatchEvent(new Event('pagehide')))
  await page.reload()
  await page.getByRole('button', { name: 'Restore' }).first().click()
  await app.waitUntilIdle()
  await expect(option).toContainText('Day Drive')
  await page.getByRole('button', { name: 'Export…' }).click()
  await expect(field('Album')).toHaveValue('Fünf Gefühle – 日本')
  await expect(tags.getByRole('img', { name: 'Artwork' })).toBeVisible()
})

import { expect, type Page } from '@playwright/test'
import { syntheticMix } from '../../bench/support/mix.mjs'
import { wav } from '../../bench/support/wav.mjs'
import type { MasteringPage, Row } from './mastering-page'

export const SAMPLE_RATE = 44_100
/** Longer than a change may rest before it is written: what should not be written has its chance. */
export const WRITTEN_MS = 1500

/** A stereo mix of that length, 24 bit. */
export const mix = (name: string, seconds: number, gain: number) => {
  const channels = syntheticMix({ seconds, sampleRate: SAMPLE_RATE })
  const buffer = wav({
    sampleRate: SAMPLE_RATE,
    format: 'int24',
    lengthFrames: channels[0].length,
    source: (frame, channel) => gain * (channels[channel]?.[frame] ?? 0),
  })
  return { name, buffer, mimeType: 'audio/wav' }
}

const ROWS: readonly Row[] = [
  'Integrated loudness',
  'Maximum short-term',
  'Loudness range',
  'True peak',
  'Sample peak',
  'Correlation',
  'Duration',
]

/** Every reading of the original and of the master that the page shows. */
export const measurements = async (app: MasteringPage): Promise<readonly (number | null)[]> => {
  const values: (number | null)[] = []
  for (const row of ROWS)
    for (const column of ['Original', 'Master'] as const)
      values.push(await app.measured(row, column))
  return values
}

/** What is offered of earlier pages. */
export const offer = (page: Page) => page.getByRole('region', { name: 'Earlier work' })
export const targetLufs = (page: Page) => page.getByRole('spinbutton', { name: 'Target loudness' })

interface Stored {
  readonly hasAudio: boolean
  readonly selected: boolean
  readonly history: { readonly present: { readonly targetLufs: number } } | null
}

/** What the database holds of each track. */
export const storedRecords = (page: Page): Promise<readonly Stored[]> =>
  page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const request = indexedDB.open('trackmaster')
        request.onerror = () => reject(request.error)
        request.onsuccess = () => {
          const all = request.result.transaction('work').objectStore('work').getAll()
          all.onerror = () => reject(all.error)
          all.onsuccess = () => {
            request.result.close()
            resolve(all.result)
          }
        }
      }),
  )

/** Until the audio of every open track is stored, and with the selected one the target that the page shows. */
export const untilStored = async (page: Page, tracks: number): Promise<void> => {
  await expect(async () => {
    const records = await storedRecords(page)
    expect(records.filter(({ hasAudio, history }) => hasAudio && history)).toHaveLength(tracks)
    const target = records.find(({ selected }) => selected)?.history?.present.targetLufs
    expect(target).toBe(Number(await targetLufs(page).inputValue()))
  }).toPass()
  await page.getByRole('button', { name: 'Storage…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Storage' })
  await expect(dialog.getByRole('table')).toBeVisible()
  await expect(dialog.getByRole('row').filter({ hasText: 'open' })).toHaveCount(tracks)
  await dialog.getByRole('button', { name: 'Close', exact: true }).click()
  await expect(dialog).toBeHidden()
}

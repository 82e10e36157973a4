import { readFileSync } from 'node:fs'
import type { Download, Locator, Page } from '@playwright/test'
import { wav } from '../../bench/support/wav.mjs'
import { readZip } from './read-zip'
import { noise, sine } from './signals'
import { expect } from './test'

export const SAMPLE_RATE = 44_100

/** A tone of its own in some noise. */
export const song = (index: number, seconds = 1) => {
  const [tone, hiss] = [sine(200 + 20 * index, 0.2, SAMPLE_RATE), noise(0.05, index + 1)]
  return {
    name: `Song ${String(index).padStart(2, '0')}.wav`,
    buffer: Buffer.from(
      wav({
        sampleRate: SAMPLE_RATE,
        lengthFrames: seconds * SAMPLE_RATE,
        source: (frame, channel) => tone(frame, channel) + hiss(frame, channel),
      }),
    ),
  }
}

export const bad = (name: string) => ({ name, buffer: Buffer.from('This is not audio.') })

/** The dialog "Export all". */
export class Queue {
  readonly dialog: Locator
  readonly progress: Locator
  readonly rows: Locator
  private readonly page: Page
  private readonly table: Locator

  constructor(page: Page) {
    this.page = page
    this.dialog = page.getByRole('dialog', { name: 'Export all' })
    this.progress = this.dialog.getByRole('status', { name: 'Queue progress' })
    this.table = this.dialog.getByRole('table', { name: 'Queue' })
    this.rows = this.table.locator('tbody').getByRole('row')
  }

  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Export all…' }).click()
    await expect(this.dialog).toBeVisible()
  }

  press(name: string): Promise<void> {
    return this.dialog.getByRole('button', { name, exact: true }).click()
  }

  row(name: string): Locator {
    return this.rows.filter({ has: this.page.getByRole('rowheader', { name, exact: true }) })
  }

  /** Of one file, such as "Style of Song 01.wav". */
  choice(name: string): Locator {
    return this.dialog.getByRole('combobox', { name, exact: true })
  }

  /** The master's loudness of every row in a state. */
  loudnessIn(state: string): Locator {
    return this.inState(state).locator('td:nth-of-type(2)')
  }

  inState(state: string): Locator {
    // One look of the browser's own: it is asked for again and again, and may have thirty rows.
    return this.table.locator(`tbody > tr:has(> td:text-is("${state}"))`)
  }

  /** Open, it has every file mastered for the queue, so that there is time to press Pause, and does once one is done. */
  async startAndPause(): Promise<void> {
    await this.dialog
      .getByRole('combobox', { name: 'Destination for all' })
      .selectOption('Spotify Loud')
    await this.press('Start')
    await expect(this.inState('Done')).not.toHaveCount(0)
    await this.press('Pause')
  }

  /** The archive that ends a run. */
  async archive(act: () => Promise<void>): Promise<ReturnType<typeof readZip>> {
    const [download] = await Promise.all([this.page.waitForEvent('download'), act()])
    expect(download.suggestedFilename()).toBe('masters.zip')
    return readZip(await bytesOf(download))
  }
}

export const bytesOf = async (download: Download): Promise<Buffer> =>
  readFileSync(await download.path())

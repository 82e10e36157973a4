import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Locator, type Page } from '@playwright/test'

export type Row =
  | 'Integrated loudness'
  | 'Maximum short-term'
  | 'Maximum momentary'
  | 'Loudness range'
  | 'True peak'
  | 'Sample peak'
  | 'Peak to loudness'
  | 'Correlation'
  | 'DC offset'
  | 'Duration'
  | 'Sample rate'
  | 'Channels'

export type Upload = string | { readonly name: string; readonly buffer: Buffer }

/** Long work is looked at this often, so that looking costs it nothing. */
const LOOK_MS = 25
/** A button that goes away just then is looked for anew. */
const MISSED_MS = 5000

/** The page as a person finds it: by roles and accessible names, nothing else. */
export class MasteringPage {
  readonly page: Page
  readonly main: Locator
  readonly tracks: Locator
  readonly measurements: Locator
  readonly landing: Locator
  readonly alerts: Locator

  constructor(page: Page) {
    this.page = page
    this.main = page.getByRole('main')
    this.tracks = page.getByRole('listbox', { name: 'Tracks' })
    this.measurements = page.getByRole('table', { name: 'Measurements' })
    this.landing = page.getByRole('status', { name: 'Landing' })
    this.alerts = page.getByRole('alert')
  }

  async visit(): Promise<void> {
    await this.page.goto('/')
    await expect(this.page.getByRole('button', { name: 'Open audio…' }).first()).toBeVisible()
  }

  /** Hands files to the app by its file input: paths, or names with bytes. */
  open(...files: readonly Upload[]): Promise<void> {
    return this.hand('Audio files', files)
  }

  addReferences(...files: readonly Upload[]): Promise<void> {
    return this.hand('Reference files', files)
  }

  private async hand(input: string, files: readonly Upload[]): Promise<void> {
    const paths = files.map((file) => (typeof file === 'string' ? file : this.onDisk(file)))
    await this.page.getByLabel(input).setInputFiles(paths)
  }

  /** Path of a file with this name and these bytes, as long as the page is there: handed over as text, 10 MB would cost 2 s of CPU. */
  private onDisk({ name, buffer }: Exclude<Upload, string>): string {
    const folder = mkdtempSync(join(tmpdir(), 'trackmaster-e2e-'))
    this.page.once('close', () => rmSync(folder, { recursive: true, force: true }))
    const path = join(folder, name)
    writeFileSync(path, buffer)
    return path
  }

  /**
   * Until no job runs. A job is there from the moment it is asked for, its rest before work included, and the page
   * says so with its next frame: what is quiet two frames later is done.
   */
  async waitUntilIdle(): Promise<void> {
    await this.page.evaluate(async (lookMs) => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve))
      const rest = () => new Promise((resolve) => setTimeout(resolve, lookMs))
      const busy = () => document.querySelector('main')?.ariaBusy !== 'false'
      for (let quiet = 0; quiet < 3; quiet = busy() ? 0 : quiet + 1)
        await (busy() ? rest() : frame())
    }, LOOK_MS)
  }

  /** The number of one measurement, full precision; null where it is not measurable. */
  async measured(row: Row, column: 'Original' | 'Master'): Promise<number | null> {
    // The table is found once, and read where it is: each look for a role goes through the whole page.
    return this.measurements.evaluate(
      (table: HTMLTableElement, wanted) => {
        const textsOf = (cells: Iterable<Element>) =>
          [...cells].map(({ textContent }) => textContent?.trim())
        const columns = textsOf(table.querySelectorAll('thead th'))
        const line = [...table.rows].find(({ cells }) => textsOf(cells)[0] === wanted.row)
        const value = [...(line?.querySelectorAll('data') ?? [])][
          columns.indexOf(wanted.column)
        ]?.getAttribute('value')
        if (value === undefined) throw new Error(`no ${wanted.row} of ${wanted.column}`)
        return value === null || value === '' ? null : Number(value)
      },
      { row, column },
    )
  }

  async target(loudnessLufs: number, ceilingDbtp: number): Promise<void> {
    for (const [name, value] of [
      ['Target loudness', loudnessLufs],
      ['True-peak ceiling', ceilingDbtp],
    ] as const) {
      const box = this.page.getByRole('spinbutton', { name })
      await box.fill(String(value))
      await box.press('Enter')
    }
    await this.waitUntilIdle()
  }

  async listenTo(signal: 'Original' | 'Master' | 'Difference'): Promise<void> {
    const radio = this.page
      .getByRole('radiogroup', { name: 'Listen to' })
      .getByRole('radio', { name: signal })
    await radio.check()
    await expect(radio).toBeChecked()
  }

  /** Nothing plays from here on: it is paused, unless a slow machine came to the end of the file before. */
  async rest(): Promise<void> {
    const pause = this.page.getByRole('button', { name: 'Pause' })
    await expect(async () => {
      if (await pause.isVisible()) await pause.click({ timeout: MISSED_MS })
      await expect(pause).toHaveCount(0, { timeout: MISSED_MS })
    }).toPass()
  }

  async positionSeconds(): Promise<number> {
    return Number(await this.page.getByRole('slider', { name: 'Position' }).inputValue())
  }

  /**
   * Waits for a stage of long work and cancels it, once it has begun, by the button beside its progress: watched in the
   * page, for stages may last a fraction of a second. Ask before the stage begins.
   */
  cancel(stage: 'Decoding' | 'Analysing' | 'Mastering' | 'Exporting'): Promise<void> {
    return this.page.evaluate(async (name) => {
      const button = () =>
        document
          .querySelector(`[role=progressbar][aria-label="${name}"]`)
          ?.parentElement?.querySelector('button')
      await new Promise<void>((resolve) => {
        const watch = new MutationObserver(() => {
          if (!button()) return
          watch.disconnect()
          resolve()
        })
        watch.observe(document, { subtree: true, childList: true })
      })
      // It is told of its work when it is shown; two frames later it is at it.
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame)
      const cancel = button()
      if (!cancel) throw new Error(`${name} was over before it was cancelled`)
      cancel.click()
    }, stage)
  }

  /** Exports and saves the download; returns its path and suggested name. */
  async export(
    choices: {
      readonly format?: string
      readonly quality?: string | undefined
      readonly dither?: string
      readonly bitDepth?: string
      readonly sampleRate?: string
    } = {},
  ): Promise<{
    readonly path: string
    readonly name: string
  }> {
    await this.page.getByRole('button', { name: 'Export…' }).click()
    const dialog = this.page.getByRole('dialog', { name: 'Export' })
    await this.choose(dialog, 'Format', choices.format)
    await this.choose(dialog, 'Quality', choices.quality)
    await this.choose(dialog, 'Bit depth', choices.bitDepth)
    await this.choose(dialog, 'Sample rate', choices.sampleRate)
    await this.choose(dialog, 'Dither', choices.dither)
    const [download] = await Promise.all([
      this.page.waitForEvent('download'),
      dialog.getByRole('button', { name: 'Download' }).click(),
    ])
    return { path: await download.path(), name: download.suggestedFilename() }
  }

  private async choose(dialog: Locator, name: string, label: string | undefined): Promise<void> {
    if (label !== undefined) await dialog.getByRole('combobox', { name }).selectOption({ label })
  }
}

import type { Page } from '@playwright/test'
import {
  RECORDER,
  type RecorderWindow,
  type Recording,
  tapPlayer,
  watchRecipes,
} from './recorder-in-page'

/** Playing is looked at this often; it is not disturbed by it. */
const LOOK_MS = 100
/** Only there to end what never comes: a machine that is slow switches late. */
const MOST_LOOKS = 20
const QUANTUM_FRAMES = 128

/** Everything that one of the page's players emits, sample by sample, from its first quantum on. */
export class Recorder {
  private readonly page: Page
  /** Which player: 0 is the track's, 1 that of references, −1 whichever came last. */
  private readonly player: number
  private heard: readonly Float32Array[] = []
  /** Frame of the first sample that was not zero; −1 before. */
  private start = -1
  private sampleRate = Number.NaN
  /** The context's frame of the first sample recorded. */
  firstFrame = 0
  /** Frames since then in which the player gave nothing, and nothing was recorded. */
  private skipped = 0
  /** Frames that {@link anew} dropped. */
  private dropped = 0
  /** Date.now() of the audio thread when the first sound came; null before. */
  soundAt: number | null = null
  /** What the page gave as position when it got the last recording: encoding it takes a while, and playing goes on. */
  shownSeconds = 0

  private constructor(page: Page, player: number) {
    this.page = page
    this.player = player
  }

  /** Must be set up before the page is visited; the test needs `bypassCSP` for the recorder's own script. */
  static async install(page: Page): Promise<Recorder> {
    await page.addInitScript(tapPlayer, RECORDER)
    await page.addInitScript(watchRecipes)
    return new Recorder(page, -1)
  }

  /** One player and no other: 0 plays the track, 1 references. */
  of(player: 0 | 1): Recorder {
    return new Recorder(this.page, player)
  }

  async ready(): Promise<void> {
    await this.page.waitForFunction(
      (player) => Boolean((window as RecorderWindow).recorders?.at(player)),
      this.player,
    )
    await this.page.evaluate(
      (player) => (window as RecorderWindow).recorders?.at(player)?.ready,
      this.player,
    )
  }

  /** Where in the recording the page told the monitor of new recipes, in frames. */
  async recipesAt(): Promise<number[]> {
    const frames = await this.page.evaluate(() => (window as RecorderWindow).recipesAtFrame ?? [])
    return frames.map((frame) => this.recordedFrame(frame))
  }

  /** What the recording calls a frame of the context, where nothing was left out behind it. */
  recordedFrame(contextFrame: number): number {
    return contextFrame - this.firstFrame - this.skipped - this.dropped
  }

  /** The context's frame now. */
  frame(): Promise<number> {
    return this.page.evaluate((player) => {
      const { currentTime, sampleRate } = (window as RecorderWindow).recorders?.at(player)
        ?.context ?? { currentTime: 0, sampleRate: 0 }
      return Math.round(currentTime * sampleRate)
    }, this.player)
  }

  /**
   * All that was heard, channel by channel, once that much more of it is there: counted in the audio's own frames,
   * however long this machine takes. The first time, from the first sample that is not zero.
   */
  async hear(seconds: number): Promise<readonly Float32Array[]> {
    const before = (await this.takeChannels())[0]?.length ?? 0
    for (;;) {
      const [first = new Float32Array()] = await this.takeChannels()
      if (this.start < 0) this.start = first.findIndex((sample) => sample !== 0)
      const from = Math.max(before, this.start)
      if (this.start >= 0 && first.length - from >= seconds * this.sampleRate) return this.heard
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
  }

  /**
   * Hears `seconds` more, again and again, until `judge` does not throw: a busy machine switches when it can, and
   * from then on all is as it should be. Throws what `judge` said last.
   */
  async hearUntil(
    seconds: number,
    judge: (heard: readonly Float32Array[]) => void,
  ): Promise<readonly Float32Array[]> {
    for (let look = 1; ; look++) {
      const heard = await this.hear(seconds)
      try {
        judge(heard)
        return heard
      } catch (cause) {
        if (look === MOST_LOOKS) throw cause
      }
    }
  }

  /** Once a whole quantum is silent, drops what was heard: what is heard next begins at its first sound. */
  async anew(): Promise<void> {
    for (;;) {
      const tail = (await this.take()).subarray(-QUANTUM_FRAMES)
      if (tail.every((sample) => sample === 0)) break
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
    }
    this.dropped += this.heard[0]?.length ?? 0
    this.heard = []
    this.start = -1
  }

  /** All that was heard until now of the first channel. */
  async take(): Promise<Float32Array> {
    const [first = new Float32Array()] = await this.takeChannels()
    return first
  }

  /** All that was heard until now, channel by channel; none before the first quantum. */
  async takeChannels(): Promise<readonly Float32Array[]> {
    const { base64, firstFrame, skipped, soundAt, shown, sampleRate } = await this.page.evaluate(
      async (player) => {
        const recorder = (window as RecorderWindow).recorders?.at(player)
        const port = recorder?.port
        if (!port)
          return {
            base64: [],
            firstFrame: null,
            skipped: 0,
            soundAt: null,
            shown: '0',
            sampleRate: 0,
          }
        const { quanta, ...times } = await new Promise<Recording>((resolve) => {
          port.onmessage = ({ data }) => resolve(data)
          port.postMessage(null)
        })
        const slider = document.querySelector<HTMLInputElement>(
          'input[aria-label="Position"]',
        )?.value
        // As strings: numbers one by one would take longer than the music.
        const asText = async (samples: Float32Array<ArrayBuffer>[]): Promise<string> => {
          const reader = new FileReader()
          const read = new Promise((resolve) => {
            reader.onload = resolve
          })
          reader.readAsDataURL(new Blob(samples))
          await read
          return String(reader.result).split(',')[1] ?? ''
        }
        const channels = (quanta[0] ?? []).map((_, channel) =>
          asText(quanta.flatMap((quantum) => quantum[channel] ?? [])),
        )
        const { sampleRate: contextRate = 0 } = recorder?.context ?? {}
        return {
          ...times,
          shown: slider,
          sampleRate: contextRate,
          base64: await Promise.all(channels),
        }
      },
      this.player,
    )
    this.firstFrame = firstFrame ?? 0
    this.skipped = skipped
    this.soundAt = soundAt
    this.sampleRate = sampleRate
    this.shownSeconds = Number(shown)
    // No quantum since the last look: what was heard before stays.
    if (base64.length === 0) return this.heard
    this.heard = base64.map((text, channel) => {
      const more = new Float32Array(Uint8Array.from(Buffer.from(text, 'base64')).buffer)
      const before = this.heard[channel] ?? new Float32Array()
      const all = new Float32Array(before.length + more.length)
      all.set(before)
      all.set(more, before.length)
      return all
    })
    return this.heard
  }
}

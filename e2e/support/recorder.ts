import type { Page } from '@playwright/test'

/** Runs in the AudioWorklet beside the player and keeps every quantum that it gets. */
const RECORDER = `registerProcessor('recorder', class extends AudioWorkletProcessor {
  constructor() {
    super()
    this.quanta = []
    this.port.onmessage = () => {
      this.port.postMessage(this.quanta)
      this.quanta = []
    }
  }
  process([input]) {
    if (input.length > 0) this.quanta.push(input.map((channel) => channel.slice()))
    return true
  }
})`

interface RecorderWindow extends Window {
  recorder?: { readonly ready: Promise<void>; port: MessagePort | null }
}

/** Everything the page's player emits, sample by sample, from its first quantum on. */
export class Recorder {
  private readonly page: Page
  private heard = new Float32Array()

  private constructor(page: Page) {
    this.page = page
  }

  /** Must be set up before the page is visited; the test needs `bypassCSP` for the recorder's own script. */
  static async install(page: Page): Promise<Recorder> {
    await page.addInitScript(tapPlayer, RECORDER)
    return new Recorder(page)
  }

  async ready(): Promise<void> {
    await this.page.waitForFunction(() => Boolean((window as RecorderWindow).recorder))
    await this.page.evaluate(() => (window as RecorderWindow).recorder?.ready)
  }

  /** All that was heard until now of the first channel. */
  async take(): Promise<Float32Array> {
    const base64 = await this.page.evaluate(async () => {
      const port = (window as RecorderWindow).recorder?.port
      if (!port) return ''
      const quanta = await new Promise<Float32Array<ArrayBuffer>[][]>((resolve) => {
        port.onmessage = ({ data }) => resolve(data)
        port.postMessage(null)
      })
      const reader = new FileReader()
      const read = new Promise((resolve) => {
        reader.onload = resolve
      })
      // As one string: numbers one by one would take longer than the music.
      reader.readAsDataURL(new Blob(quanta.flatMap((quantum) => quantum[0] ?? [])))
      await read
      return String(reader.result).split(',')[1] ?? ''
    })
    const bytes = Uint8Array.from(Buffer.from(base64, 'base64'))
    const more = new Float32Array(bytes.buffer)
    const all = new Float32Array(this.heard.length + more.length)
    all.set(this.heard)
    all.set(more, this.heard.length)
    this.heard = all
    return all
  }
}

/** In the page: whatever worklet node is connected to the speakers is connected to a recorder too. */
function tapPlayer(recorderSource: string): void {
  const connect = AudioNode.prototype.connect as (this: AudioNode, ...rest: unknown[]) => unknown
  const tap = async (player: AudioNode): Promise<MessagePort> => {
    const context = player.context as AudioContext
    const url = URL.createObjectURL(new Blob([recorderSource], { type: 'text/javascript' }))
    await context.audioWorklet.addModule(url)
    URL.revokeObjectURL(url)
    const node = new AudioWorkletNode(context, 'recorder', { numberOfOutputs: 0 })
    connect.call(player, node)
    return node.port
  }
  AudioNode.prototype.connect = function (this: AudioNode, ...rest: unknown[]) {
    if (this instanceof AudioWorkletNode && rest[0] instanceof AudioDestinationNode) {
      const recorder = { port: null as MessagePort | null, ready: Promise.resolve() }
      recorder.ready = tap(this).then((port) => {
        recorder.port = port
      })
      Object.assign(window, { recorder })
    }
    return connect.apply(this, rest)
  } as typeof AudioNode.prototype.connect
}

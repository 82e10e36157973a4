/** Runs in the AudioWorklet beside the player and keeps every quantum that it gets. */
export const RECORDER = `registerProcessor('recorder', class extends AudioWorkletProcessor {
  constructor() {
    super()
    this.quanta = []
    this.firstFrame = null
    this.nextFrame = null
    this.skipped = 0
    this.soundAt = null
    this.port.onmessage = () => {
      const { quanta, firstFrame, skipped, soundAt } = this
      this.port.postMessage({ quanta, firstFrame, skipped, soundAt })
      this.quanta = []
    }
  }
  process([input]) {
    if (input.length === 0) return true
    this.firstFrame ??= currentFrame
    this.skipped += currentFrame - (this.nextFrame ?? currentFrame)
    this.nextFrame = currentFrame + input[0].length
    if (this.soundAt === null && input[0].some((sample) => sample !== 0)) this.soundAt = Date.now()
    this.quanta.push(input.map((channel) => channel.slice()))
    return true
  }
})`

/** What it answers with: all that came since it was asked last. */
export interface Recording {
  readonly quanta: Float32Array<ArrayBuffer>[][]
  readonly firstFrame: number | null
  readonly skipped: number
  readonly soundAt: number | null
}

/** What the recorder leaves in the page. */
export interface RecorderWindow extends Window {
  /** One for each player, in the order in which they came to the speakers. */
  recorders?: {
    readonly ready: Promise<void>
    readonly context: AudioContext
    port: MessagePort | null
  }[]
  /** Frames of the context at which the page told the monitor of a new recipe. */
  recipesAtFrame?: number[]
}

/** In the page: notes when the monitor is told of a new recipe. */
export function watchRecipes(): void {
  const send = MessagePort.prototype.postMessage as (this: MessagePort, ...rest: unknown[]) => void
  MessagePort.prototype.postMessage = function (this: MessagePort, ...rest: unknown[]) {
    const recorder = (window as RecorderWindow).recorders?.at(-1)
    if ((rest[0] as { kind?: string } | null)?.kind === 'recipe' && recorder) {
      const { currentTime, sampleRate } = recorder.context
      const noted = (window as RecorderWindow).recipesAtFrame ?? []
      Object.assign(window, { recipesAtFrame: [...noted, Math.round(currentTime * sampleRate)] })
    }
    send.apply(this, rest)
  } as typeof MessagePort.prototype.postMessage
}

/** In the page: whatever worklet node is connected to the speakers is connected to a recorder too; scheduled buffers of a context, to one. */
export function tapPlayer(recorderSource: string): void {
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
  const buses = new WeakMap<BaseAudioContext, AudioNode>()
  AudioNode.prototype.connect = function (this: AudioNode, ...rest: unknown[]) {
    const isHeard = rest[0] instanceof AudioDestinationNode
    if (isHeard && this instanceof AudioBufferSourceNode) {
      const bus = buses.get(this.context) ?? new GainNode(this.context)
      const isNew = !buses.has(this.context)
      buses.set(this.context, bus)
      if (isNew) bus.connect(...(rest as [AudioNode]))
      return connect.call(this, bus)
    }
    if (isHeard && (this instanceof AudioWorkletNode || this instanceof GainNode)) {
      const context = this.context as AudioContext
      const recorder = { context, port: null as MessagePort | null, ready: Promise.resolve() }
      recorder.ready = tap(this).then((port) => {
        recorder.port = port
      })
      // A context that is closed meanwhile is no fault of the page; whoever waits for its recorder is told.
      recorder.ready.catch(() => {})
      const { recorders = [] } = window as RecorderWindow
      Object.assign(window, { recorders: [...recorders, recorder] })
    }
    return connect.apply(this, rest)
  } as typeof AudioNode.prototype.connect
}

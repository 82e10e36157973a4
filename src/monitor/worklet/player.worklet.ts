import { type FeedMessage, STALE } from '../protocol/feed-protocol'
import {
  PLAYER_PROCESSOR,
  type PlayerCommand,
  type PlayerProcessorOptions,
  type PlayerStatus,
} from '../protocol/worklet-messages'
import { PlayerCore } from './player-core'

/** Quanta between two status messages while playing. */
const STATUS_QUANTA = 12

/** The audio thread: queues, crossfades, applies gain. Signal processing never runs here. */
class PlayerProcessor extends AudioWorkletProcessor {
  private readonly core: PlayerCore
  private quanta = 0
  private handled = 0
  private alive = true
  private wasPlaying = false

  constructor(options: { processorOptions: PlayerProcessorOptions }) {
    super()
    const { channelCount, decimation } = options.processorOptions
    this.core = new PlayerCore(sampleRate, channelCount, decimation)
    this.port.onmessage = ({ data }: MessageEvent<PlayerCommand>) => {
      this.handle(data)
      this.handled++
      this.post()
    }
  }

  process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
    const output = outputs[0]
    const frames = output?.[0]?.length ?? 0
    if (output) this.core.render(output, frames)
    const stopped = this.wasPlaying && !this.core.playing
    this.wasPlaying = this.core.playing
    if (stopped || (this.core.playing && ++this.quanta % STATUS_QUANTA === 0)) this.post(frames)
    return this.alive
  }

  private handle(command: PlayerCommand): void {
    switch (command.kind) {
      case 'feed':
        command.port.onmessage = ({ data }: MessageEvent<FeedMessage>) => {
          if (data === STALE) this.core.refresh()
          else this.core.receive(data)
        }
        this.core.connect((request) => {
          const transfer = request.kind === 'recycle' ? [request.samples.buffer] : []
          command.port.postMessage(request, transfer)
        })
        break
      case 'play':
        this.core.play()
        break
      case 'pause':
        this.core.pause()
        break
      case 'seek':
        this.core.seek(command.frame)
        break
      case 'listen':
        this.core.listen(command.mix)
        break
      case 'output':
        this.core.setOutput(command.matrix)
        break
      case 'loop':
        this.core.setLoop(command.loop)
        break
      case 'dispose':
        this.core.dispose()
        this.alive = false
        break
    }
  }

  private post(renderedFrames = 0): void {
    const { positionFrame, playing, ended, underruns } = this.core
    const status: PlayerStatus = {
      frame: positionFrame,
      contextFrame: currentFrame + renderedFrames,
      playing,
      ended,
      underruns,
      handled: this.handled,
    }
    this.port.postMessage(status)
  }
}

registerProcessor(PLAYER_PROCESSOR, PlayerProcessor)

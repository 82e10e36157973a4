import type { LoopFrames } from '../protocol/feed-protocol'
import type { PlayerCommand, PlayerStatus } from '../protocol/worklet-messages'
import { type AudioOutput, createPlayerNode } from './audio-output'
import { wrap } from './loop-frames'

/** The page's end of one player processor: sends it commands, and knows where its playhead is between two reports. */
export class PlayerNode {
  private readonly context: AudioContext
  private readonly node: AudioWorkletNode
  private status: PlayerStatus | null = null
  private sent = 0
  /** Where the last command put the playhead, until the processor confirms it. */
  private expectedFrame: number | null = null

  /** Starts it in `output`, silent; `onStatus` is called with every report. */
  constructor(output: AudioOutput, channelCount: number, onStatus: (status: PlayerStatus) => void) {
    this.context = output.context
    this.node = createPlayerNode(output, channelCount)
    this.node.port.onmessage = ({ data }: MessageEvent<PlayerStatus>) => {
      this.status = data
      if (data.handled === this.sent) this.expectedFrame = null
      onStatus(data)
    }
    this.node.connect(output.context.destination)
  }

  command(command: PlayerCommand, transfer: Transferable[] = []): void {
    this.sent++
    this.node.port.postMessage(command, transfer)
  }

  seek(frame: number): void {
    this.command({ kind: 'seek', frame })
    this.expectedFrame = frame
  }

  /** The frame that is heard now, within `lengthFrames`. */
  positionFrame(lengthFrames: number, loop: LoopFrames | null): number {
    const { context, status } = this
    if (this.expectedFrame !== null) return this.expectedFrame
    if (!status) return 0
    if (!status.playing) return Math.min(lengthFrames, status.frame)
    const elapsed = Math.max(0, context.currentTime * context.sampleRate - status.contextFrame)
    return Math.min(lengthFrames, wrap(status.frame, status.frame + elapsed, loop))
  }

  close(): void {
    this.command({ kind: 'dispose' })
    this.node.port.onmessage = null
    this.node.disconnect()
  }
}

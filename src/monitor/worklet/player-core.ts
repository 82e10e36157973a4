import type { FeedRequest, LoopFrames, PairChunk } from '../protocol/feed-protocol'
import { FeedReceiver } from './feed-receiver'
import { Ramp } from './ramp'
import { type Mix, type OutputMatrix, SignalMixer } from './signal-mixer'

/** Every switch, seek, start and stop fades in a straight line over this long. */
const FADE_SECONDS = 0.006

/** Chunks that a start from silence waits for: a feed that is slow at first leaves no gap either. */
const START_CHUNKS = 3

/**
 * The audio thread's part of listening: plays, pauses and seeks what its line brings, through its mixer.
 * No worklet globals, so that Node can test it. With a settled mix of weight 1, samples pass bit for bit.
 */
export class PlayerCore {
  underruns = 0
  playing = false
  ended = false
  private readonly gate: Ramp
  private readonly mixer: SignalMixer
  private readonly line: FeedReceiver
  /** Enough was queued for this start. */
  private primed = false

  constructor(sampleRate: number, channelCount: number, decimation: number) {
    const fadeFrames = Math.round(FADE_SECONDS * sampleRate)
    this.gate = new Ramp(0, fadeFrames)
    this.mixer = new SignalMixer(fadeFrames)
    const isHeard = () => this.gate.value > 0
    this.line = new FeedReceiver({ sampleRate, channelCount, decimation, fadeFrames, isHeard })
  }

  /** Track position of what is heard next (or will be, once a seek's audio arrives). */
  get positionFrame(): number {
    return this.line.positionFrame
  }

  /** A new feed (another store, another worker) takes over without a gap at the same position. */
  connect(send: (request: FeedRequest) => void): void {
    this.line.connect(send)
  }

  receive(chunk: PairChunk): void {
    this.line.receive(chunk)
  }

  play(): void {
    if (this.ended) this.seek(this.line.loopStartFrame ?? 0)
    this.playing = true
    // A track's own first sample must not be softened; anywhere else a hard start would click.
    if (this.positionFrame === 0 && this.gate.value === 0) this.gate.jumpTo(1)
    else this.gate.moveTo(1)
  }

  pause(): void {
    this.playing = false
    this.gate.moveTo(0)
  }

  seek(frame: number): void {
    this.ended = false
    this.line.jumpTo(frame)
  }

  setLoop(loop: LoopFrames | null): void {
    this.line.setLoop(loop)
  }

  /** The feed has something newer than what is queued. */
  refresh(): void {
    this.line.refresh()
  }

  /** Which part of the image is heard; without effect on mono beyond silence for what has no side. */
  setOutput(matrix: OutputMatrix): void {
    this.mixer.setOutput(matrix, this.gate.value === 0)
  }

  listen(mix: Mix): void {
    this.mixer.listen(mix, this.gate.value === 0)
  }

  /** Fills up to 128 frames of every channel of `output`. */
  render(output: readonly Float32Array[], frames: number): void {
    for (const channel of output) channel.fill(0)
    if (this.line.handOver()) this.primed = this.gate.value > 0 && this.primed
    if (this.gate.value === 0 && this.gate.target === 0) return
    if (!this.primed && this.gate.target !== 0) {
      if (!this.line.holds(START_CHUNKS)) return
      this.primed = true
    }
    // While closing, play only what is still heard: resuming goes on from there.
    const wanted = this.gate.target === 0 ? Math.min(frames, this.gate.framesLeft) : frames
    const count = this.line.read(wanted)
    this.mixer.mixInto(output, this.line.pair, this.gate, count)
    // A start that still waits for audio must not spend its fade on silence.
    this.gate.advance(this.gate.target === 0 ? wanted : count)
    if (count < wanted) this.ranOut()
  }

  /** Stops the feed. */
  dispose(): void {
    this.line.disconnect()
  }

  private ranOut(): void {
    if (this.line.hasEnded) {
      this.playing = false
      this.ended = true
      this.gate.jumpTo(0)
    } else if (this.primed) this.underruns++
  }
}

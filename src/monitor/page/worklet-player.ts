import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../client/engine'
import type { LoopFrames } from '../protocol/feed-protocol'
import type { Room } from '../protocol/room'
import type { PlayerCommand, PlayerStatus } from '../protocol/worklet-messages'
import { HeldOutput } from './held-output'
import { Listeners } from './listeners'
import { type LiveMeters, MeterFrames } from './live-meters'
import { framesOf } from './loop-frames'
import { MonitorLink } from './monitor-link'
import { matrixOf, mixOf } from './playback-mix'
import type {
  Interruption,
  Loop,
  Output,
  PlaybackMix,
  Player,
  PlayerState,
  PlayerTrack,
} from './player'
import { PlayerNode } from './player-node'
import { PlayerStates } from './player-states'

/** Sample-aligned live listening through the AudioWorklet, fed by the monitor. */
export const createWorkletPlayer = (engine: Engine): Player => new WorkletPlayer(engine)

class WorkletPlayer implements Player {
  readonly kind = 'worklet'
  readonly meters: LiveMeters
  private readonly monitor: MonitorLink
  private readonly frames = new MeterFrames()
  private readonly moves = new Listeners<[]>()
  private readonly states = new PlayerStates((playing) => {
    if (playing) this.output?.playing()
    else this.output?.restSoon()
  })
  private output: HeldOutput | null = null
  private playerNode: PlayerNode | null = null
  private track: PlayerTrack | null = null
  private listening: PlaybackMix = { signal: 'master', originalGain: 1, masterGain: 1 }
  private soloId: string | null = null
  private image: Output = 'stereo'
  private loop: Loop | null = null
  private readonly interruptions = new Listeners<[what: Interruption]>()
  private loading: Promise<void> = Promise.resolve()

  constructor(engine: Engine) {
    this.monitor = new MonitorLink(
      engine,
      (report) => {
        for (const frame of report) this.frames.push(frame)
      },
      () => void this.load(this.track).catch(() => {}),
    )
    const player = this
    this.meters = {
      current: () => this.frames.at(this.positionSeconds()),
      get sampleRate() {
        return player.contextRate
      },
    }
  }

  get contextRate(): number | null {
    return this.output?.context.sampleRate ?? null
  }

  load(track: PlayerTrack | null): Promise<void> {
    // One that failed says so to whoever asked for it; the next may go well.
    this.loading = this.loading.catch(() => {}).then(() => this.attach(track))
    return this.loading
  }

  async play(): Promise<void> {
    // The audio device may be there by now.
    await this.loading.catch(() => this.load(this.track))
    const { output } = this
    if (!output || !this.playerNode) return
    try {
      await output.start()
    } catch (error) {
      // A track of another rate came before the device did, and brought an output of its own.
      if (this.output === output) throw error
      return
    }
    this.command({ kind: 'play' })
  }

  pause(): void {
    this.command({ kind: 'pause' })
  }

  seek(seconds: number): void {
    const { track, output } = this
    if (!track || !output) return
    const last = Math.ceil(track.lengthFrames / output.decimation)
    const frame = Math.min(last, Math.max(0, Math.round(seconds * output.context.sampleRate)))
    this.playerNode?.seek(frame)
    this.moves.tell()
  }

  listenTo(listening: PlaybackMix): void {
    const before = this.mix()
    this.listening = listening
    const mix = this.mix()
    if (before.original === mix.original && before.master === mix.master) return
    this.command({ kind: 'listen', mix })
  }

  setRecipe(recipe: Recipe | null): void {
    this.monitor.setRecipe(recipe)
  }

  setSolo(moduleId: string | null): void {
    if (moduleId === this.soloId) return
    this.soloId = moduleId
    this.monitor.setSolo(moduleId)
    this.command({ kind: 'listen', mix: this.mix() })
  }

  setOutput(output: Output): void {
    if (output === this.image) return
    this.image = output
    this.shape()
  }

  setRoom(room: Room | null): void {
    this.monitor.setRoom(room)
  }

  setLoop(loop: Loop | null): void {
    const before = this.loop
    if (before?.startSeconds === loop?.startSeconds && before?.endSeconds === loop?.endSeconds)
      return
    this.loop = loop
    this.command({ kind: 'loop', loop: this.loopFrames() })
  }

  positionSeconds(): number {
    const { output, playerNode, track } = this
    if (!output || !playerNode || !track) return 0
    const { context, decimation } = output
    const frame = playerNode.positionFrame(track.lengthFrames / decimation, this.loopFrames())
    return frame / context.sampleRate
  }

  onMove(listener: () => void): () => void {
    return this.moves.add(listener)
  }

  onStateChange(listener: (state: PlayerState) => void): () => void {
    return this.states.add(listener)
  }

  onInterruption(listener: (what: Interruption) => void): () => void {
    return this.interruptions.add(listener)
  }

  dispose(): void {
    this.interruptions.clear()
    this.states.clear()
    this.moves.clear()
    void this.load(null).finally(() => this.monitor.dispose())
  }

  private mix() {
    return mixOf(this.listening, this.soloId)
  }

  private shape(): void {
    const channelCount = this.track?.channelCount ?? 2
    this.command({ kind: 'output', matrix: matrixOf(this.image, channelCount) })
  }

  private async attach(track: PlayerTrack | null): Promise<void> {
    const before = this.track
    const same =
      this.playerNode !== null &&
      before?.id === track?.id &&
      before?.sampleRate === track?.sampleRate &&
      before?.channelCount === track?.channelCount
    this.track = track
    if (track && same) {
      await this.connect(track)
      return
    }
    this.detach()
    this.monitor.leave()
    this.frames.clear()
    if (this.output && this.output.trackRate !== track?.sampleRate) await this.closeOutput()
    if (!track) return
    this.output ??= await HeldOutput.open(
      track.sampleRate,
      () => this.states.playing,
      () => void this.recover(),
    )
    this.playerNode = new PlayerNode(this.output, track.channelCount, (status) =>
      this.onStatus(status),
    )
    this.command({ kind: 'loop', loop: this.loopFrames() })
    this.command({ kind: 'listen', mix: this.mix() })
    this.shape()
    await this.connect(track)
  }

  private async closeOutput(): Promise<void> {
    const { output } = this
    this.output = null
    await output?.close()
  }

  /** The output is gone while it plays: another one is opened, and playing goes on at the same place. */
  private async recover(): Promise<void> {
    const seconds = this.positionSeconds()
    this.detach()
    await this.closeOutput()
    try {
      await this.load(this.track)
      this.seek(seconds)
      await this.play()
      this.interruptions.tell('recovered')
    } catch {
      this.interruptions.tell('lost')
    }
  }

  private async connect(track: PlayerTrack): Promise<void> {
    const port = await this.monitor.listen(track.id)
    this.command({ kind: 'feed', port }, [port])
  }

  private detach(): void {
    if (!this.playerNode) return
    this.playerNode.close()
    this.playerNode = null
    this.states.leave()
    this.moves.tell()
  }

  private command(command: PlayerCommand, transfer: Transferable[] = []): void {
    this.playerNode?.command(command, transfer)
  }

  private onStatus(status: PlayerStatus): void {
    this.states.take(status)
    this.moves.tell()
  }

  private loopFrames(): LoopFrames | null {
    const { loop, output, track } = this
    if (!loop || !output || !track) return null
    const lengthFrames = Math.ceil(track.lengthFrames / output.decimation)
    return framesOf(loop, output.context.sampleRate, lengthFrames)
  }
}

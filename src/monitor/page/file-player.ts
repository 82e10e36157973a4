import type { Engine } from '../../client/engine'
import type { Signal } from '../../core/track'
import { Listeners } from './listeners'
import { NO_METERS } from './live-meters'
import type { Loop, PlaybackMix, Player, PlayerState, PlayerTrack } from './player'

/**
 * Listening through an <audio> element over files that the engine renders, where AudioWorklet is missing.
 * Switching is not sample-aligned; matching turns the louder one down.
 */
export const createFilePlayer = (engine: Engine): Player => new FilePlayer(engine)

class FilePlayer implements Player {
  readonly kind = 'file'
  readonly contextRate = null
  readonly meters = NO_METERS
  private readonly engine: Engine
  private readonly audio = new Audio()
  private readonly moves = new Listeners<[]>()
  private readonly states = new Listeners<[state: PlayerState]>()
  private readonly urls = new Map<string, string>()
  private track: PlayerTrack | null = null
  private listening: PlaybackMix = { signal: 'master', originalGain: 1, masterGain: 1 }
  private loop: Loop | null = null
  private rendering = new AbortController()
  private looping = 0

  constructor(engine: Engine) {
    this.engine = engine
    for (const event of [
      'play',
      'pause',
      'ended',
      'seeking',
      'seeked',
      'emptied',
      'loadedmetadata',
    ])
      this.audio.addEventListener(event, () => this.post())
    this.audio.addEventListener('play', () => this.watchLoop())
  }

  async load(track: PlayerTrack | null): Promise<void> {
    const position = track && track.id === this.track?.id ? this.audio.currentTime : 0
    const playing = position > 0 && !this.audio.paused
    this.track = track
    this.forget()
    if (track) await this.switchTo(position, playing)
  }

  async play(): Promise<void> {
    if (!this.audio.src) await this.switchTo(0, true)
    else await this.audio.play()
  }

  pause(): void {
    this.audio.pause()
  }

  seek(seconds: number): void {
    this.audio.currentTime = Math.max(0, seconds)
  }

  listenTo(listening: PlaybackMix): void {
    const before = this.key()
    this.listening = listening
    this.audio.volume = this.volume()
    if (this.key() !== before) void this.switchTo(this.audio.currentTime, !this.audio.paused)
  }

  setLoop(loop: Loop | null): void {
    this.loop = loop
  }

  /** Plays what was rendered. */
  setRecipe(): void {}

  setSolo(): void {}

  setOutput(): void {}

  setRoom(): void {}

  positionSeconds(): number {
    return this.audio.currentTime
  }

  onMove(listener: () => void): () => void {
    return this.moves.add(listener)
  }

  onStateChange(listener: (state: PlayerState) => void): () => void {
    return this.states.add(listener)
  }

  onInterruption(): () => void {
    return () => {}
  }

  dispose(): void {
    this.states.clear()
    this.moves.clear()
    this.track = null
    this.forget()
  }

  /** The signal that can be played now: before the first master, the original. */
  private signal(): Signal {
    return this.track?.hasMaster ? this.listening.signal : 'original'
  }

  /** What decides the file's content: a difference has its gains rendered in. */
  private key(): string {
    const { originalGain, masterGain } = this.listening
    const signal = this.signal()
    return signal === 'difference' ? `${signal} ${originalGain} ${masterGain}` : signal
  }

  /** An element cannot amplify: the louder signal is turned down instead. */
  private volume(): number {
    const { originalGain, masterGain } = this.listening
    const signal = this.signal()
    if (signal === 'difference') return 1
    const gain = signal === 'original' ? originalGain : masterGain
    return Math.min(1, gain / Math.max(originalGain, masterGain))
  }

  private async switchTo(position: number, playing: boolean): Promise<void> {
    const url = await this.url()
    if (!url) return
    this.audio.src = url
    this.audio.volume = this.volume()
    this.audio.currentTime = position
    if (playing) await this.audio.play()
  }

  private async url(): Promise<string | null> {
    const { track } = this
    if (!track) return null
    const key = this.key()
    const known = this.urls.get(key)
    if (known) return known
    this.rendering.abort()
    this.rendering = new AbortController()
    const { signal } = this.rendering
    const { originalGain, masterGain } = this.listening
    const request = { signal: this.signal(), originalGain, masterGain }
    const made = await this.engine.listenFile(track.id, request, { signal, onProgress: () => {} })
    if (!made.ok || signal.aborted) return null
    const url = URL.createObjectURL(made.value)
    this.urls.set(key, url)
    return url
  }

  private forget(): void {
    this.rendering.abort()
    this.audio.pause()
    this.audio.removeAttribute('src')
    for (const url of this.urls.values()) URL.revokeObjectURL(url)
    this.urls.clear()
  }

  private watchLoop(): void {
    cancelAnimationFrame(this.looping)
    const { loop, audio } = this
    if (loop && audio.currentTime >= loop.endSeconds) audio.currentTime = loop.startSeconds
    if (!audio.paused) this.looping = requestAnimationFrame(() => this.watchLoop())
  }

  private post(): void {
    const state = { playing: !this.audio.paused, ended: this.audio.ended, underruns: 0 }
    this.states.tell(state)
    this.moves.tell()
  }
}

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
  /** Whether what is being rendered plays as soon as it is there. */
  private resumes = false
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
    const isSame = track !== null && track.id === this.track?.id
    const position = isSame ? this.audio.currentTime : 0
    this.resumes = isSame && (this.resumes || !this.audio.paused)
    this.track = track
    this.forget()
    if (track) await this.renderAndSwitch(position)
  }

  async play(): Promise<void> {
    if (this.audio.src) return this.start()
    this.resumes = true
    await this.renderAndSwitch(0)
  }

  pause(): void {
    this.resumes = false
    this.audio.pause()
  }

  seek(seconds: number): void {
    this.audio.currentTime = Math.max(0, seconds)
  }

  listenTo(listening: PlaybackMix): void {
    const before = this.key()
    this.listening = listening
    this.audio.volume = this.volume()
    if (this.key() === before) return
    this.resumes ||= !this.audio.paused
    this.renderAndSwitch(this.audio.currentTime).catch(() => this.pause())
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

  /** What plays meanwhile plays on, and is left where it is by then. */
  private async renderAndSwitch(position: number): Promise<void> {
    const url = await this.url()
    if (!url) return
    const from = this.audio.src ? this.audio.currentTime : position
    this.audio.src = url
    this.audio.volume = this.volume()
    this.audio.currentTime = from
    if (!this.resumes) return
    this.resumes = false
    await this.start()
  }

  /** A pause, or another file, that comes before the first sound is no failure. */
  private async start(): Promise<void> {
    try {
      await this.audio.play()
    } catch (error) {
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
    }
  }

  /** Null where it cannot be had, or something else is wanted by now. */
  private async url(): Promise<string | null> {
    const { track } = this
    if (!track) return null
    this.rendering.abort()
    const key = this.key()
    const known = this.urls.get(key)
    if (known) return known
    this.rendering = new AbortController()
    const { signal } = this.rendering
    const { originalGain, masterGain } = this.listening
    const request = { signal: this.signal(), originalGain, masterGain }
    const made = await this.engine.listenFile(track.id, request, { signal, onProgress: () => {} })
    if (signal.aborted) return null
    if (!made.ok) {
      this.resumes = false
      return null
    }
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

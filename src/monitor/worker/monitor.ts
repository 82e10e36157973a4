import type { Recipe } from '../../chain/recipe'
import type { PcmReader } from '../../core/pcm-store'
import type { Kernels } from '../../dsp/kernels'
import type { PairChunk } from '../protocol/feed-protocol'
import type { MeterReport, MonitorRequest } from '../protocol/monitor-protocol'
import type { Room } from '../protocol/room'
import { LiveMaster } from './live-master'
import { PairMeters } from './pair-meters'
import { heardRoom } from './room/heard-room'
import { type ServedFeed, serveFeed } from './serve-feed'

/** The part of a MessagePort that a monitor needs on the page's side. */
export interface MonitorPort {
  onmessage: ((event: MessageEvent<MonitorRequest>) => void) | null
  postMessage(message: MeterReport, transfer: Transferable[]): void
  close(): void
}

export interface MonitorServices {
  readonly kernels: Kernels
  /** The track; null once it is gone. */
  readonly original: () => PcmReader | null
  /** Runs work after the messages that wait. */
  readonly later: (work: () => void) => void
}

/** Live listening to one track: obeys the page over `port`, feeds its player, and reports what it measures. */
export const serveMonitor = (port: MonitorPort, services: MonitorServices): void => {
  const monitor = new Monitor(port, services)
  port.onmessage = ({ data }) => monitor.handle(data)
}

class Monitor {
  private readonly port: MonitorPort
  private readonly services: MonitorServices
  private room: Room | null = null
  private wanted: Wanted = { recipe: null, soloId: null }
  private made: { readonly from: Wanted; readonly master: LiveMaster } | null = null
  private feed: ServedFeed | null = null
  private readonly unmeasured: { readonly chunk: PairChunk; readonly decimation: number }[] = []
  private meters: { readonly decimation: number; readonly pair: PairMeters } | null = null

  constructor(port: MonitorPort, services: MonitorServices) {
    this.port = port
    this.services = services
  }

  handle(request: MonitorRequest): void {
    switch (request.kind) {
      case 'recipe':
        this.wanted = { recipe: request.recipe, soloId: request.soloId }
        this.feed?.refresh()
        break
      case 'room':
        this.room = request.room
        this.feed?.refresh()
        break
      case 'feed':
        this.feed?.stop()
        this.feed = serveFeed(request.port, {
          source: () => this.source(),
          later: this.services.later,
          // What waits to be played at rest is measured when it is: most of it never is.
          idle: (isHeard) =>
            (isHeard && this.measureNext()) || (this.made?.master.converge() ?? false),
          onChunk: (chunk, decimation) =>
            this.unmeasured.push({
              chunk: { ...chunk, samples: chunk.samples.slice() },
              decimation,
            }),
        })
        break
      case 'stop':
        this.feed?.stop()
        this.forget()
        this.meters?.pair.release()
        this.meters = null
        this.port.onmessage = null
        this.port.close()
        break
    }
  }

  private source() {
    this.unmeasured.length = 0
    const original = this.services.original()
    const { room } = this
    return (
      original && {
        original,
        master: this.master(original),
        room: room && ((sampleRate: number) => heardRoom(this.services.kernels, room, sampleRate)),
      }
    )
  }

  private master(original: PcmReader): LiveMaster | null {
    const { wanted } = this
    if (this.made?.from === wanted) return this.made.master
    this.forget()
    const { recipe, soloId } = wanted
    if (!recipe) return null
    const master = new LiveMaster(this.services.kernels, original, recipe, soloId)
    this.made = { from: wanted, master }
    return master
  }

  private forget(): void {
    this.made?.master.dispose()
    this.made = null
  }

  /** Sound goes first: chunks are measured when the player has enough of them. False when all are. */
  private measureNext(): boolean {
    const next = this.unmeasured.shift()
    const rate = this.services.original()?.sampleRate
    if (!next || rate === undefined) return false
    const { chunk, decimation } = next
    if (this.meters?.decimation !== decimation) {
      this.meters?.pair.release()
      const pair = new PairMeters(this.services.kernels, rate / decimation, chunk.channelCount)
      this.meters = { decimation, pair }
    }
    const frames = this.meters.pair.measure(
      chunk,
      (frame) => this.made?.master.reductionsAt(Math.floor(frame * decimation)) ?? [],
    )
    this.port.postMessage(
      frames,
      frames.flatMap(({ original, master }) =>
        [original, master].flatMap(({ goniometer, spectrumDb }) => [
          goniometer.buffer as ArrayBuffer,
          spectrumDb.buffer as ArrayBuffer,
        ]),
      ),
    )
    return true
  }
}

interface Wanted {
  readonly recipe: Recipe | null
  readonly soloId: string | null
}

import type { Recipe } from '../../chain/recipe'
import type { Engine } from '../../client/engine'
import type { TrackId } from '../../core/track'
import type { MeterReport, MonitorAssignment, MonitorRequest } from '../protocol/monitor-protocol'
import type { Room } from '../protocol/room'

/**
 * The page's end of live listening: a worker of its own that reads the track's memory, so that a render
 * never holds it up; inside the engine's worker where memory cannot be shared.
 */
export class MonitorLink {
  private readonly engine: Engine
  private readonly onReport: (report: MeterReport) => void
  private readonly onLost: () => void
  private worker: Worker | null = null
  /** This worker has measured something: it did start. */
  private reported = false
  private port: MessagePort | null = null
  private recipe: Recipe | null = null
  private soloId: string | null = null
  private room: Room | null = null
  private roomKey = 'null'
  /** What the recipe sounds like: the page may hand over the same one again and again. */
  private sound = ''

  /** `onLost`: the worker broke down; listen again to have another one. */
  constructor(engine: Engine, onReport: (report: MeterReport) => void, onLost: () => void) {
    this.engine = engine
    this.onReport = onReport
    this.onLost = onLost
  }

  /** Listens to this track from now on; the answer is the player's end of its feed. */
  async listen(track: TrackId): Promise<MessagePort> {
    this.leave()
    const original = await this.engine.share(track)
    const control = new MessageChannel()
    this.port = control.port1
    control.port1.onmessage = ({ data }: MessageEvent<MeterReport>) => {
      this.reported = true
      this.onReport(data)
    }
    if (original) {
      const assignment: MonitorAssignment = { original, port: control.port2 }
      this.worker ??= this.start()
      this.worker.postMessage(assignment, [control.port2])
    } else this.engine.listen(track, control.port2)
    this.post()
    this.send({ kind: 'room', room: this.room })
    const feed = new MessageChannel()
    this.send({ kind: 'feed', port: feed.port2 }, [feed.port2])
    return feed.port1
  }

  setRecipe(recipe: Recipe | null): void {
    this.recipe = recipe
    this.tellIfNew()
  }

  setRoom(room: Room | null): void {
    const before = this.roomKey
    this.room = room
    this.roomKey = JSON.stringify(room)
    if (this.roomKey !== before) this.send({ kind: 'room', room })
  }

  setSolo(moduleId: string | null): void {
    this.soloId = moduleId
    this.tellIfNew()
  }

  /** Stops listening to the track. */
  leave(): void {
    this.send({ kind: 'stop' })
    if (this.port) this.port.onmessage = null
    this.port = null
  }

  dispose(): void {
    this.leave()
    this.worker?.terminate()
    this.worker = null
  }

  private start(): Worker {
    const worker = spawn()
    this.reported = false
    worker.onerror = () => {
      worker.terminate()
      this.worker = null
      // One that never started would most likely fail the same way for ever.
      if (this.reported) this.onLost()
    }
    return worker
  }

  private tellIfNew(): void {
    const { recipe, soloId } = this
    const sound = JSON.stringify([recipe?.modules, recipe?.landing, soloId])
    if (sound === this.sound) return
    this.sound = sound
    this.post()
  }

  private post(): void {
    this.send({ kind: 'recipe', recipe: this.recipe, soloId: this.soloId })
  }

  private send(request: MonitorRequest, transfer: Transferable[] = []): void {
    this.port?.postMessage(request, transfer)
  }
}

const spawn = (): Worker =>
  new Worker(new URL('../../hosts/worker/monitor.worker.ts', import.meta.url), {
    type: 'module',
    name: 'monitor',
  })

import type { PcmReader } from '../../core/pcm-store'
import {
  CHUNK_FRAMES,
  type FeedMessage,
  type FeedRequest,
  type LoopFrames,
  type PairChunk,
  queueDepth,
  STALE,
} from '../protocol/feed-protocol'
import { type Decimator, decimator } from './decimator'
import type { HeardRoom } from './room/heard-room'

/** The end of a loop fades into what leads to its start over this long, so that the seam does not click. */
const SEAM_SECONDS = 0.005

/** A fifth of a second at 44.1 kHz: longer than any filter of a room rings. */
const ROOM_PRE_ROLL_FRAMES = 8192

/** What a feed reads. Where there is no master yet, the original stands in for it. */
export interface FeedSource {
  readonly original: PcmReader
  readonly master: PcmReader | null
  /** Where they are heard, at the feed's rate; null: as they are. The feed disposes of it. */
  readonly room?: ((sampleRate: number) => HeardRoom) | null
}

/** The part of a MessagePort that a feed needs. */
export interface FeedPort {
  onmessage: ((event: MessageEvent<FeedRequest>) => void) | null
  postMessage(message: FeedMessage, transfer: Transferable[]): void
  close(): void
}

export interface FeedOptions {
  /** Asked at every start, so a start picks up what changed; null serves nothing. */
  readonly source: () => FeedSource | null
  /** Runs work after the messages that wait: a newer start need not wait for a queue to fill. */
  readonly later: (work: () => void) => void
  /** Work for when the player has enough, some milliseconds a call; true while there is more. `isHeard`: it plays what it was sent. */
  readonly idle?: (isHeard: boolean) => boolean
  /** Sees every chunk before it leaves; its samples go with it. */
  readonly onChunk?: (chunk: PairChunk, decimation: number) => void
}

export interface ServedFeed {
  /** What `source` would answer has changed: the player is asked to start again. */
  refresh(): void
  /** Ends the feed from this side. */
  stop(): void
}

/**
 * Serves aligned pairs over `port` until asked to stop: chunk by chunk up to a queue's depth, then one for
 * each that came back.
 */
export const serveFeed = (
  port: FeedPort,
  { source, later, idle, onChunk }: FeedOptions,
): ServedFeed => {
  let pump: Pump | null = null
  let scheduled = false
  /** A refresh that the player has not answered yet. Before its first start there is nothing to refresh. */
  let refreshing = true
  const spare: Float32Array<ArrayBuffer>[] = []

  const serve = (): void => {
    scheduled = false
    if (!pump) return
    // Settling and meters come once there is enough to bridge them; what is queued beyond, after them.
    if (pump.ended || 2 * pump.outstanding >= pump.depth) {
      if (idle?.(pump.isHeard)) {
        schedule()
        return
      }
      if (pump.ended || pump.outstanding >= pump.depth) return
    }
    const chunk = nextChunk(pump, spare)
    pump.outstanding++
    onChunk?.(chunk, pump.decimation)
    if (pump.room) shape(pump.room, planesOf(chunk.samples, chunk.channelCount), chunk.frames)
    port.postMessage(chunk, [chunk.samples.buffer])
    schedule()
  }
  const schedule = (): void => {
    if (scheduled) return
    scheduled = true
    later(serve)
  }

  const stop = (): void => {
    pump?.room?.dispose()
    pump = null
    port.onmessage = null
    port.close()
  }

  port.onmessage = ({ data: request }) => {
    if (request.kind === 'stop') {
      stop()
      return
    }
    if (request.kind === 'recycle') {
      spare.push(request.samples)
      if (pump?.generation === request.generation) {
        pump.isHeard = true
        pump.outstanding--
      }
      schedule()
    } else {
      refreshing = false
      const from = source()
      pump?.room?.dispose()
      pump = from && startPump(request, from)
      if (!scheduled) serve()
    }
  }
  return {
    stop,
    refresh() {
      if (refreshing) return
      refreshing = true
      port.postMessage(STALE, [])
    },
  }
}

interface Pump extends Extract<FeedRequest, { kind: 'start' }> {
  readonly original: Decimator
  readonly master: Decimator
  readonly lengthFrames: number
  readonly depth: number
  /** Frames of a loop's end that fade into what leads to its start; 0 where nothing does. */
  readonly seamFrames: number
  readonly room: HeardRoom | null
  cursor: number
  /** The player has used up something of it. */
  isHeard: boolean
  outstanding: number
  ended: boolean
}

const startPump = (
  request: Extract<FeedRequest, { kind: 'start' }>,
  { original, master, room }: FeedSource,
): Pump => {
  const { decimation, loop } = request
  const sampleRate = original.sampleRate / decimation
  const lengthFrames = Math.ceil(original.lengthFrames / decimation)
  const pump = {
    ...request,
    original: decimator(original, decimation),
    master: decimator(master ?? original, decimation),
    lengthFrames,
    depth: queueDepth(sampleRate),
    seamFrames: loop ? seamOf(loop, lengthFrames, sampleRate) : 0,
    room: room?.(sampleRate) ?? null,
    cursor: request.startFrame,
    isHeard: false,
    outstanding: 0,
    ended: false,
  }
  enterRoom(pump)
  return pump
}

/** The room hears what comes ahead of the start: nothing of it begins from rest. */
const enterRoom = ({ room, original, master, startFrame }: Pump): void => {
  if (!room) return
  const { channelCount } = original
  const planes = planesOf(new Float32Array(2 * channelCount * CHUNK_FRAMES), channelCount)
  for (let ahead = Math.min(startFrame, ROOM_PRE_ROLL_FRAMES); ahead > 0; ahead -= CHUNK_FRAMES) {
    const frames = Math.min(ahead, CHUNK_FRAMES)
    original.read(startFrame - ahead, planes.slice(0, channelCount), frames)
    master.read(startFrame - ahead, planes.slice(channelCount), frames)
    shape(room, planes, frames)
  }
}

const shape = (room: HeardRoom, planes: readonly Float32Array[], frames: number): void => {
  const channelCount = planes.length / 2
  room.process('original', planes.slice(0, channelCount), frames)
  room.process('master', planes.slice(channelCount), frames)
}

/** The planes of a chunk: original per channel, then master per channel. */
const planesOf = (samples: Float32Array, channelCount: number): readonly Float32Array[] =>
  Array.from({ length: 2 * channelCount }, (_, index) =>
    samples.subarray(index * CHUNK_FRAMES, (index + 1) * CHUNK_FRAMES),
  )

const nextChunk = (pump: Pump, spare: Float32Array<ArrayBuffer>[]): PairChunk => {
  const { original, master, lengthFrames, generation, loop } = pump
  const { channelCount } = original
  const seam = loop && pump.cursor < loop.endFrame ? Math.min(loop.endFrame, lengthFrames) : null
  const startFrame = pump.cursor
  const fadeFrom = seam === null ? lengthFrames : seam - pump.seamFrames
  const until = startFrame < fadeFrom ? fadeFrom : (seam ?? lengthFrames)
  const frames = Math.max(0, Math.min(CHUNK_FRAMES, until - startFrame))
  const samples = takeBuffer(spare, 2 * channelCount * CHUNK_FRAMES)
  const planes = planesOf(samples, channelCount)
  original.read(startFrame, planes.slice(0, channelCount), frames)
  master.read(startFrame, planes.slice(channelCount), frames)
  pump.cursor += frames
  if (loop && seam !== null && startFrame >= fadeFrom && frames > 0) {
    const lead = planes.map(() => new Float32Array(frames))
    original.read(loop.startFrame - frames, lead.slice(0, channelCount), frames)
    master.read(loop.startFrame - frames, lead.slice(channelCount), frames)
    fadeInto(planes, lead, frames)
  }
  if (loop && pump.cursor === seam) pump.cursor = loop.startFrame
  else pump.ended = pump.cursor >= lengthFrames
  return { generation, startFrame, frames, ends: pump.ended, channelCount, samples }
}

/** A loop from the very start has nothing before it: it repeats as it is, gapless. */
const seamOf = (loop: LoopFrames, lengthFrames: number, sampleRate: number): number => {
  const loopFrames = Math.min(loop.endFrame, lengthFrames) - loop.startFrame
  const most = Math.min(Math.round(SEAM_SECONDS * sampleRate), CHUNK_FRAMES)
  return Math.max(0, Math.min(most, loop.startFrame, Math.floor(loopFrames / 2)))
}

/** A straight line from `planes` to `lead`, whose next frame is the loop's first. */
const fadeInto = (
  planes: readonly Float32Array[],
  lead: readonly Float32Array[],
  frames: number,
): void => {
  for (const [index, plane] of planes.entries())
    for (let i = 0; i < frames; i++) {
      const w = (i + 1) / (frames + 1)
      plane[i] = (1 - w) * (plane[i] ?? 0) + w * (lead[index]?.[i] ?? 0)
    }
}

const takeBuffer = (
  spare: Float32Array<ArrayBuffer>[],
  length: number,
): Float32Array<ArrayBuffer> => {
  const buffer = spare.pop()
  return buffer?.length === length ? buffer : new Float32Array(length)
}

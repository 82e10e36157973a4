import type { Analysis } from '../../analysis/analysis'
import type { PerSignal } from '../../monitor/protocol/room'
import type { TrackState } from '../../store/tracks'
import { albumLevels } from '../album/album-loudness'
import type { Delivered } from './play-as'

/** The open tracks as one album of originals, and one of masters; a track that has none is left out. */
export type AlbumDelivered = Readonly<Record<keyof PerSignal, Delivered | null>>

/** Remembers the last album that it was asked for: asked anew with every change of the page. */
export const createAlbumDelivered = () => {
  const [original, master] = [measured(), measured()]
  return (tracks: readonly TrackState[]): AlbumDelivered => ({
    original: original(tracks.flatMap(({ analysis }) => analysis ?? [])),
    master: master(tracks.flatMap((track) => track.master?.analysis ?? [])),
  })
}

const measured = () => {
  let last: readonly Analysis[] = []
  let delivered: Delivered | null = null
  return (analyses: readonly Analysis[]): Delivered | null => {
    const isSame =
      analyses.length === last.length && analyses.every((analysis, at) => analysis === last[at])
    if (isSame) return delivered
    last = analyses
    delivered = deliveredAlbum(analyses)
    return delivered
  }
}

const deliveredAlbum = (analyses: readonly Analysis[]): Delivered | null => {
  if (analyses.length === 0) return null
  const tracks = analyses.map((analysis) => ({ analysis, ceilingDbtp: 0 }))
  const { wholeLufs, truePeakDbtp } = albumLevels(tracks, { loudness: 'whole', targetLufs: 0 })
  return { integratedLufs: wholeLufs, truePeakDbtp: truePeakDbtp ?? Number.NEGATIVE_INFINITY }
}

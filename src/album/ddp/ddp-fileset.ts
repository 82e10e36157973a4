import { joinedBytes } from '../../core/joined'
import { minutesSecondsFrames } from '../cd-time'
import { type Disc, type IndexPoint, startOf } from '../disc'
import { type Field, record } from './fields'

/** The files of a DDP 2.00 fileset, in the order in which their checksums are listed. */
export const DDP_FILES = {
  id: 'DDPID',
  map: 'DDPMS',
  cdText: 'CDTEXT.BIN',
  pq: 'SD',
  image: 'IMAGE.DAT',
} as const

const RECORD_BYTES = 128
const PQ_BYTES = 64
/** The size field of a map packet: file names have up to 17 characters. */
const NAME_BYTES = '17'

/** DDPID: what the set is. `masterId`: up to 48 ASCII characters. */
export const ddpId = ({ ean13 }: Disc, masterId = ''): Uint8Array<ArrayBuffer> =>
  record(RECORD_BYTES, [
    { at: 0, size: 8, text: 'DDP 2.00' },
    { at: 8, size: 13, text: ean13 ?? '' },
    { at: 38, size: 48, text: masterId },
    { at: 87, size: 2, text: 'CD' },
  ])

/** DDPMS: a packet for each file: CD-Text where there is some, the PQ descriptors, the image. */
export const ddpMap = (disc: Disc, cdTextBytes: number): Uint8Array<ArrayBuffer> =>
  joinedBytes([
    ...(cdTextBytes > 0
      ? [mapPacket('S0', cdTextBytes, DDP_FILES.cdText, [...subcode('CDTEXT'), allTracks])]
      : []),
    mapPacket('S0', pqPacketCount(disc) * PQ_BYTES, DDP_FILES.pq, subcode('PQ DESCR')),
    mapPacket('D0', disc.leadOutCdFrames, DDP_FILES.image, [
      { at: 38, size: 2, text: 'DA' },
      { at: 40, size: 1, text: '7' },
      { at: 41, size: 1, text: '1' },
      { at: 46, size: 4, text: String(startOf(disc, 1) ?? 0), align: 'right' },
    ]),
  ])

const subcode = (text: string): Field[] => [{ at: 30, size: 8, text }]
const allTracks: Field = { at: 55, size: 2, text: '00' }

/** `length`: sectors of audio, bytes of everything else. */
const mapPacket = (
  stream: 'D0' | 'S0',
  length: number,
  fileName: string,
  fields: readonly Field[],
): Uint8Array<ArrayBuffer> =>
  record(RECORD_BYTES, [
    { at: 0, size: 4, text: 'VVVM' },
    { at: 4, size: 2, text: stream },
    { at: 14, size: 8, text: String(length), align: 'right' },
    ...fields,
    { at: 71, size: 3, text: NAME_BYTES, align: 'right' },
    { at: 74, size: 17, text: fileName },
  ])

/** Lead-in, every point, and the lead-out twice. */
const pqPacketCount = ({ points }: Disc): number => points.length + 3

/** The PQ descriptors: where tracks and indices lie, with ISRC and EAN. */
export const ddpPq = (disc: Disc): Uint8Array<ArrayBuffer> => {
  const { points, tracks, ean13, leadOutCdFrames } = disc
  const leadIn = pqPacket('00', '00', 0, '01', [{ at: 32, size: 13, text: ean13 ?? '' }])
  const leadOut = pqPacket('AA', '01', leadOutCdFrames, controlOf(disc, tracks.length), [])
  return joinedBytes([
    leadIn,
    ...points.map((point, at) =>
      pqPacket(two(point.track), two(point.index), point.atCdFrames, controlOf(disc, point.track), [
        { at: 20, size: 12, text: isrcAt(disc, point, points[at - 1]) },
      ]),
    ),
    leadOut,
    leadOut,
  ])
}

/** On the first packet of a track. */
const isrcAt = (disc: Disc, { track }: IndexPoint, before: IndexPoint | undefined) =>
  before?.track === track ? '' : (disc.tracks[track - 1]?.isrc ?? '')

/** Control nibble (2 = copying permitted), then ADR 1: position. */
const controlOf = ({ tracks }: Disc, track: number): string =>
  tracks[track - 1]?.copyPermitted ? '21' : '01'

const two = (value: number): string => String(value).padStart(2, '0')

const pqPacket = (
  track: string,
  index: string,
  atCdFrames: number,
  control: string,
  fields: readonly Field[],
): Uint8Array<ArrayBuffer> =>
  record(PQ_BYTES, [
    { at: 0, size: 4, text: 'VVVS' },
    { at: 4, size: 2, text: track },
    { at: 6, size: 2, text: index },
    { at: 8, size: 8, text: minutesSecondsFrames(atCdFrames).join(''), align: 'right' },
    { at: 16, size: 2, text: control },
    ...fields,
  ])

/** What a DDP 2.00 fileset says of a disc; read from the bytes by the positions that its published description has. */
export interface ReadDisc {
  readonly ean: string
  readonly title: string
  readonly performer: string
  readonly tracks: readonly {
    readonly title: string
    readonly isrc: string
    /** Of its index 1. */
    readonly startSectors: number
  }[]
  readonly leadOutSectors: number
}

/** Throws where the set is not complete, or two of its files differ about the same thing. */
export const readDdp = (files: ReadonlyMap<string, Buffer>): ReadDisc => {
  const id = fileOf(files, 'DDPID')
  must(id.length === 128 && id.toString('ascii', 0, 8) === 'DDP 2.00', 'DDPID')
  must(id.toString('ascii', 87, 89) === 'CD', 'a CD')
  const map = fileOf(files, 'DDPMS')
  const streams = packetsOf(map, 128).map((packet) => ({
    kind: packet.toString('ascii', 4, 6),
    length: Number(packet.toString('ascii', 14, 22)),
    use: packet.toString('ascii', 30, 38).trim(),
    name: packet.toString('ascii', 74, 91).trim(),
  }))
  const audio = streams.find(({ kind }) => kind === 'D0')
  const pq = streams.find(({ use }) => use === 'PQ DESCR')
  const text = streams.find(({ use }) => use === 'CDTEXT')
  must(audio && pq && text, 'audio, PQ and CD-Text in the map')
  must(fileOf(files, audio.name).length === audio.length * 2352, 'the length of the image')
  must(fileOf(files, pq.name).length === pq.length, 'the length of the PQ descriptors')
  must(fileOf(files, text.name).length === text.length, 'the length of CD-Text')

  const points = packetsOf(fileOf(files, pq.name), 64).map((packet) => ({
    track: packet.toString('ascii', 4, 6),
    index: packet.toString('ascii', 6, 8),
    sectors: sectorsOf(packet.toString('ascii', 8, 16).trim()),
    isrc: packet.toString('ascii', 20, 32).trim(),
    ean: packet.toString('ascii', 32, 45).trim(),
  }))
  const ends = points.filter(({ track }) => track === 'AA')
  must(ends.length === 2 && ends[0]?.sectors === audio.length, 'the lead-out, twice')
  const starts = points.filter(({ track, index }) => /^\d\d$/.test(track) && index === '01')
  const packs = packetsOf(fileOf(files, text.name), 18)
  for (const pack of packs)
    must((crc(pack.subarray(0, 16)) ^ 0xffff) === pack.readUInt16BE(16), 'a CRC of CD-Text')
  const titles = stringsOf(packs, 0x80)
  const ean = id.toString('ascii', 8, 21).trim()
  must(points[0]?.ean === ean, 'one EAN')
  return {
    ean,
    title: titles[0] ?? '',
    performer: stringsOf(packs, 0x81)[0] ?? '',
    tracks: starts.map(({ track, sectors }, at) => ({
      title: titles[at + 1] ?? '',
      isrc: points.find((point) => point.track === track && point.isrc !== '')?.isrc ?? '',
      startSectors: sectors,
    })),
    leadOutSectors: audio.length,
  }
}

const packetsOf = (bytes: Buffer, size: number): Buffer[] => {
  must(bytes.length % size === 0, `packets of ${size} bytes`)
  return Array.from({ length: bytes.length / size }, (_, at) =>
    bytes.subarray(at * size, (at + 1) * size),
  )
}

/** The strings of one type, each ended by a zero. */
const stringsOf = (packs: readonly Buffer[], type: number): string[] =>
  Buffer.concat(packs.filter((pack) => pack[0] === type).map((pack) => pack.subarray(4, 16)))
    .toString('latin1')
    .split('\0')

/** MMSSFF */
const sectorsOf = (time: string): number => {
  const [minutes = 0, seconds = 0, frames = 0] = (time.match(/../g) ?? []).map(Number)
  return (minutes * 60 + seconds) * 75 + frames
}

const crc = (bytes: Buffer): number => {
  let remainder = 0
  for (const byte of bytes)
    for (let bit = 7; bit >= 0; bit--) {
      const carry = ((remainder >> 15) & 1) ^ ((byte >> bit) & 1)
      remainder = ((remainder << 1) & 0xffff) ^ (carry ? 0x1021 : 0)
    }
  return remainder
}

const fileOf = (files: ReadonlyMap<string, Buffer>, name: string): Buffer => {
  const file = files.get(name)
  must(file, name)
  return file
}

function must(holds: unknown, what: string): asserts holds {
  if (!holds) throw new Error(`not a good DDP fileset: ${what} is missing`)
}

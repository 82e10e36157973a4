import type { ByteSource } from '../../../core/byte-source'
import { type Box, child, children, type Movie, path, wholeOf } from './mp4-boxes'
import { type Patch, patched } from './patched-source'

/**
 * A file whose sample tables (ISO 14496-12, 8.6 and 8.7) tell of no more rows, samples and chunks than it has. mediabunny 1.61
 * counts through what they tell, and reads rows beyond a table's box: one number of samples per chunk that is none is four thousand
 * million steps.
 */
export const withBoundTables = (source: ByteSource, movie: Movie): ByteSource => {
  const { view, at } = movie
  const patches = children(view, wholeOf(view))
    .filter(({ name }) => name === 'trak')
    .flatMap((track) => {
      const tables = path(view, track, ['mdia', 'minf', 'stbl'])
      return tables ? excessOf(view, tables, source.sizeBytes) : []
    })
    .map((patch) => ({ at: at + patch.at, bytes: patch.bytes }))
  return patches.length > 0 ? patched(source, patches) : source
}

const excessOf = (view: DataView, tables: Box, sizeBytes: number): readonly Patch[] => {
  const samples = sampleCount(view, tables, sizeBytes)
  const chunks = chunkCount(view, tables)
  const [times, offsets, places] = ['stts', 'ctts', 'stsc'].map((name) => child(view, tables, name))
  return [
    ...count(view, times, 8),
    ...runs(view, times, samples),
    ...count(view, offsets, 8),
    ...runs(view, offsets, samples),
    ...count(view, places, 12),
    ...rows(view, places, 12).flatMap((row) => [
      ...most(view, row, chunks + 1),
      ...most(view, row + 4, Math.max(1, samples)),
    ]),
  ]
}

/** As many as there are sizes of, or as fit into the file where all are of one size; 0 where sizes are missing. */
const sampleCount = (view: DataView, tables: Box, sizeBytes: number): number => {
  const sizes = child(view, tables, 'stsz')
  const compact = child(view, tables, 'stz2')
  const box = sizes ?? compact
  if (!box || box.to - box.from < 12) return 0
  const told = view.getUint32(box.from + 8)
  const tableBits = 8 * (box.to - box.from - 12)
  if (!sizes) return Math.min(told, Math.floor(tableBits / (view.getUint8(box.from + 7) || 8)))
  const size = view.getUint32(box.from + 4)
  return Math.min(told, Math.floor(size > 0 ? sizeBytes / size : tableBits / 32))
}

const chunkCount = (view: DataView, tables: Box): number =>
  rows(view, child(view, tables, 'stco'), 4).length +
  rows(view, child(view, tables, 'co64'), 8).length

/** Where each row of a table begins. */
const rows = (view: DataView, table: Box | undefined, bytes: number): readonly number[] => {
  if (!table || table.to - table.from < 8) return []
  const length = Math.min(view.getUint32(table.from + 4), fitting(table, bytes))
  return Array.from({ length }, (_, index) => table.from + 8 + index * bytes)
}

/** A table has no more rows than its box has room for: what follows the box are none. */
const count = (view: DataView, table: Box | undefined, bytes: number): readonly Patch[] =>
  table && table.to - table.from >= 8 ? most(view, table.from + 4, fitting(table, bytes)) : []

const fitting = (table: Box, bytes: number): number =>
  Math.floor((table.to - table.from - 8) / bytes)

/** Runs of samples, together at most `samples`. */
const runs = (view: DataView, table: Box | undefined, samples: number): readonly Patch[] => {
  let left = samples
  return rows(view, table, 8).flatMap((row) => {
    const patches = most(view, row, left)
    left -= Math.min(left, view.getUint32(row))
    return patches
  })
}

const most = (view: DataView, at: number, limit: number): readonly Patch[] => {
  if (view.getUint32(at) <= limit) return []
  const bytes = new Uint8Array(4)
  new DataView(bytes.buffer).setUint32(0, limit)
  return [{ at, bytes }]
}

import type { RecipeNote } from '../chain/parse-recipe'
import type { TrackId } from '../core/track'
import { type AudioStore, isStorageFull } from './audio-store'
import { type CoalescingWriter, coalescingWriter } from './coalescing-writer'
import { openDatabase } from './database'
import { beginPageLife, type PageLife } from './page-life'
import { openPrivateFiles } from './private-files'
import type { RecordStore } from './record-store'
import { parseSavedTrack, type SavedTrack } from './saved-track'

/** What the storage rests on; tests bring their own. */
export interface TrackStorageParts {
  readonly records: RecordStore
  readonly audio: AudioStore
  readonly life: PageLife
}

/** A record that has nothing to do with this page yet, and the bytes that its audio takes. */
export interface SavedTrackEntry {
  readonly record: SavedTrack
  readonly audioBytes: number
  /** What had to be changed to make its recipe legal here. */
  readonly notes: readonly RecipeNote[]
}

export interface SavedTrackList {
  readonly entries: readonly SavedTrackEntry[]
  /** Records that could not be read and were deleted. */
  readonly dropped: number
}

/** The stored work of all pages of this origin. Rejects only where a promise says so. */
export class TrackStorage {
  readonly life: PageLife
  private readonly records: RecordStore
  private readonly audio: AudioStore
  private readonly writer: CoalescingWriter

  constructor({ records, audio, life }: TrackStorageParts, onRefused: (error: unknown) => void) {
    this.records = records
    this.audio = audio
    this.life = life
    this.writer = coalescingWriter(records, onRefused)
  }

  /** Everything stored, in the order of the track lists. Rejects where the storage is gone. */
  async list(): Promise<SavedTrackList> {
    await this.writer.flush()
    // Files before records: a record is written before its file, so a file without one has no owner.
    const sizes = await this.audio.sizes()
    const entries: SavedTrackEntry[] = []
    const owned = new Set<string>()
    let dropped = 0
    for (const [key, value] of await this.records.readAll()) {
      const parsed = parseSavedTrack(value)
      if (parsed.kind === 'broken' || (parsed.kind === 'record' && parsed.record.id !== key)) {
        dropped += 1
        this.writer.want(key, undefined)
        continue
      }
      owned.add(key)
      if (parsed.kind === 'record')
        entries.push({
          record: parsed.record,
          audioBytes: sizes.get(key) ?? 0,
          notes: parsed.notes,
        })
    }
    for (const id of sizes.keys()) if (!owned.has(id)) await this.audio.remove(id)
    await this.writer.flush()
    entries.sort((a, b) => a.record.position - b.record.position)
    return { entries, dropped }
  }

  /** Stores a record a moment later; the latest wins. */
  save(record: SavedTrack): void {
    this.writer.want(record.id, record)
  }

  flush(): Promise<void> {
    return this.writer.flush()
  }

  /**
   * Stores the bytes of a file. When there is no room, work that was dismissed goes first, oldest first;
   * 'full' when that is not enough. Rejects on any other refusal.
   */
  async saveAudio(id: TrackId, file: File): Promise<'stored' | 'too-large' | 'full'> {
    await this.writer.flush()
    for (;;) {
      try {
        return await this.audio.put(id, file)
      } catch (error) {
        if (!isStorageFull(error)) throw error
        if (!(await this.dropOldestDismissed())) return 'full'
      }
    }
  }

  /** The file of a record; null when its bytes are not there, or not all of them. */
  async fileOf({
    id,
    name,
    sizeBytes,
    hasAudio,
  }: Pick<SavedTrack, 'id' | 'name' | 'sizeBytes' | 'hasAudio'>): Promise<File | null> {
    if (!hasAudio) return null
    const file = await this.audio.get(id, name).catch(() => null)
    return file?.size === sizeBytes ? file : null
  }

  /** Deletes a track's record and audio. */
  async forget(id: TrackId): Promise<void> {
    this.writer.want(id, undefined)
    await this.writer.flush()
    await this.audio.remove(id)
  }

  private async dropOldestDismissed(): Promise<boolean> {
    const { entries } = await this.list()
    const [oldest] = entries
      .filter(({ record, audioBytes }) => record.dismissed && audioBytes > 0)
      .sort((a, b) => a.record.savedAtMs - b.record.savedAtMs)
    if (!oldest) return false
    await this.forget(oldest.record.id)
    return true
  }
}

/** Opens this browser's storage. Rejects where there is none. `onRefused` hears of writes that failed. */
export const openTrackStorage = async (
  onRefused: (error: unknown) => void,
): Promise<TrackStorage> => {
  const { records, blobs } = await openDatabase()
  const audio = (await openPrivateFiles()) ?? blobs
  return new TrackStorage({ records, audio, life: await beginPageLife(newPageId()) }, onRefused)
}

const newPageId = (): string => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`

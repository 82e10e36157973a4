import type { AudioStore } from '../../storage/audio-store'
import { MASTERS_FOLDER } from '../../storage/file-writing'
import { openPrivateFiles } from '../../storage/private-files'
import { type QueueRecord, queueStorage, writeQueue } from '../../storage/queue-record'

/** What of a queue outlives a reload, and where. */
export interface QueueMemory {
  /** null: there is nothing to keep. */
  write(record: QueueRecord | null): void
  /** Where finished masters lie until they are handed out; null where there is no such place. */
  masters(): Promise<AudioStore | null>
}

/** This browser's; `key` answers where this page's queue is kept. */
export const queueMemory = (key: () => string): QueueMemory => {
  const storage = queueStorage()
  return {
    write: (record) => writeQueue(storage, key(), record),
    async masters() {
      const masters = await openPrivateFiles(MASTERS_FOLDER)
      if (masters) await sweep(masters).catch(() => {})
      return masters
    },
  }
}

/** Nobody comes back for what another queue left behind so long ago. */
const OLDEST_MS = 2 * 86_400_000

const sweep = async (masters: AudioStore): Promise<void> => {
  for (const id of (await masters.sizes()).keys()) {
    const file = await masters.get(id, id)
    if (file && Date.now() - file.lastModified > OLDEST_MS) await masters.remove(id)
  }
}

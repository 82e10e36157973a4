import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { AudioStore } from './audio-store'
import type { RecordStore } from './record-store'

const NAME = 'trackmaster'
const VERSION = 1

/** A database that gives no answer for this long (some private modes) counts as absent. */
const OPEN_TIMEOUT_MS = 5000

/** Without a private file system only short files are kept: some browsers hold such blobs in memory. */
const MAXIMUM_BLOB_BYTES = 64_000_000

interface Schema extends DBSchema {
  work: { key: string; value: unknown }
  audio: { key: string; value: Blob }
}

type Database = IDBPDatabase<Schema>

export interface OpenDatabase {
  readonly records: RecordStore
  /** Audio where the origin has no private file system. */
  readonly blobs: AudioStore
}

/** Opens the one database. Rejects where there is none: IndexedDB absent, forbidden or dumb. */
export const openDatabase = async (): Promise<OpenDatabase> => {
  let opening: Promise<Database> | null = null
  const connect = (): Promise<Database> => {
    opening ??= inTime(
      openDB<Schema>(NAME, VERSION, {
        upgrade(database) {
          database.createObjectStore('work')
          database.createObjectStore('audio')
        },
        // A newer page wants another shape: let it have its way.
        blocking(_current, _blocked, event) {
          ;(event.target as IDBDatabase).close()
          opening = null
        },
        terminated() {
          opening = null
        },
      }),
    ).catch((error: unknown) => {
      opening = null
      throw error
    })
    return opening
  }
  await connect()
  return { records: recordsIn(connect), blobs: blobsIn(connect) }
}

const recordsIn = (connect: () => Promise<Database>): RecordStore => ({
  async readAll() {
    const { store } = (await connect()).transaction('work')
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()])
    return new Map(keys.map((key, index) => [key, values[index]]))
  },
  async write(changes) {
    const transaction = (await connect()).transaction('work', 'readwrite')
    const { store } = transaction
    const requests = [...changes].map(([key, value]) =>
      value === undefined ? store.delete(key) : store.put(value, key),
    )
    // Without being told, a transaction waits for the page to be idle, which one that closes never is.
    transaction.commit()
    await Promise.all([...requests, transaction.done])
  },
})

const blobsIn = (connect: () => Promise<Database>): AudioStore => ({
  async put(id, file) {
    if (file.size > MAXIMUM_BLOB_BYTES) return 'too-large'
    // The bytes, not the handle of a file on the user's disk, which may be gone tomorrow.
    const bytes = new Blob([await file.arrayBuffer()])
    await (await connect()).put('audio', bytes, id)
    return 'stored'
  },
  async get(id, name) {
    const blob: unknown = await (await connect()).get('audio', id)
    return blob instanceof Blob ? new File([blob], name) : null
  },
  async remove(id) {
    await (await connect()).delete('audio', id)
  },
  async sizes() {
    const { store } = (await connect()).transaction('audio')
    const [keys, values] = await Promise.all([store.getAllKeys(), store.getAll()])
    return new Map(keys.map((key, index) => [key, values[index]?.size ?? 0]))
  },
})

const inTime = <T>(promise: Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error('the database does not answer')),
      OPEN_TIMEOUT_MS,
    )
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })

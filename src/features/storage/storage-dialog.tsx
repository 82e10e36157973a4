import { useEffect, useRef, useState } from 'react'
import type { StorageUse } from '../../session/storage/storage-actions'
import { useSession } from '../../session/use-session'
import type { SavedTrackInfo } from '../../store/saved-track-info'
import { useStudio } from '../../store/use-studio'
import './storage.css'
import { Dialog } from '../../ui/dialog'
import { sizeText, whenSentence } from '../../words/relative-time'
import { AudioMemoryField } from './audio-memory-field'

type Use = StorageUse | 'absent' | null

/** All that this browser keeps of TrackMaster, with sizes, and the one place to clear it. */
export default function StorageDialog({ onClose }: { readonly onClose: () => void }) {
  const session = useSession()
  const dialogRef = useRef<HTMLDialogElement>(null)
  const [use, setUse] = useState<Use>(null)

  const look = async (after: Promise<unknown> = Promise.resolve()): Promise<void> => {
    try {
      await after
      setUse((await session.storage.use()) ?? 'absent')
    } catch {
      setUse('absent')
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: looked at once when it opens, then after each deed.
  useEffect(() => {
    void look()
  }, [])

  const clearAll = async (tracks: readonly SavedTrackInfo[]): Promise<void> => {
    session.storage.forgetPreferences()
    await session.storage.forget(tracks.map(({ id }) => id))
  }
  const restore = (id: string): void => {
    void session.storage.restore([id])
    dialogRef.current?.close()
  }

  return (
    <Dialog ref={dialogRef} className="storage" label="Storage" onClose={onClose}>
      <h2>Kept in this browser</h2>
      <p className="storage-note">
        Your files, settings and versions are kept on this device only, so that a reload loses
        nothing. Clearing leaves open tracks open; they are kept no longer.
      </p>
      {use === null ? (
        <p aria-live="polite">Looking…</p>
      ) : use === 'absent' ? (
        <p>This browser keeps nothing for this page.</p>
      ) : (
        <>
          <SavedTable
            use={use}
            onRestore={restore}
            onRemove={(id) => void look(session.storage.forget([id]))}
          />
          <p className="storage-note">{estimateSentence(use)}</p>
        </>
      )}
      <AudioMemoryField />
      <div className="dialog-actions">
        {use !== null && use !== 'absent' ? (
          <>
            {use.persisted === false ? (
              <button
                type="button"
                className="button"
                onClick={() => void look(session.storage.askToPersist())}
              >
                Ask to keep it
              </button>
            ) : null}
            <button
              type="button"
              className="button"
              disabled={use.tracks.length === 0 && use.preferenceBytes === 0}
              onClick={() => void look(clearAll(use.tracks))}
            >
              Clear all
            </button>
          </>
        ) : null}
        <button type="button" className="button" onClick={() => dialogRef.current?.close()}>
          Close
        </button>
      </div>
    </Dialog>
  )
}

interface SavedTableProps {
  readonly use: StorageUse
  readonly onRestore: (id: string) => void
  readonly onRemove: (id: string) => void
}

const SavedTable = ({ use, onRestore, onRemove }: SavedTableProps) => {
  const open = useStudio((state) => state.tracks)
  const totalBytes = use.tracks.reduce((sum, { audioBytes }) => sum + audioBytes, 0)
  return (
    <div className="storage-scroll">
      <table className="storage-table" aria-label="Stored tracks">
        <thead>
          <tr>
            <th scope="col">Track</th>
            <th scope="col">Kept</th>
            <th scope="col">Size</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {use.tracks.map(({ id, name, savedAtMs, audioBytes, hasAudio }) => {
            const isOpen = open.some((track) => track.id === id)
            return (
              <tr key={id}>
                <th scope="row" title={name}>
                  {name}
                </th>
                <td>{isOpen ? 'open' : whenSentence(savedAtMs, Date.now())}</td>
                <td>
                  <data value={audioBytes}>
                    {hasAudio || audioBytes > 0 ? sizeText(audioBytes) : 'settings only'}
                  </data>
                </td>
                <td>
                  {isOpen ? null : (
                    <button
                      type="button"
                      className="button small"
                      aria-label={`Restore ${name}`}
                      onClick={() => onRestore(id)}
                    >
                      Restore
                    </button>
                  )}
                  <button
                    type="button"
                    className="button small"
                    aria-label={`Remove ${name}`}
                    onClick={() => onRemove(id)}
                  >
                    Remove
                  </button>
                </td>
              </tr>
            )
          })}
          {use.tracks.length === 0 ? (
            <tr>
              <td colSpan={4}>No tracks are kept.</td>
            </tr>
          ) : null}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Preferences</th>
            <td />
            <td>
              <data value={use.preferenceBytes}>{sizeText(use.preferenceBytes)}</data>
            </td>
            <td />
          </tr>
          <tr>
            <th scope="row">Total</th>
            <td />
            <td>
              <data value={totalBytes + use.preferenceBytes}>
                {sizeText(totalBytes + use.preferenceBytes)}
              </data>
            </td>
            <td />
          </tr>
        </tfoot>
      </table>
    </div>
  )
}

const estimateSentence = ({ usedBytes, quotaBytes, persisted, asked }: StorageUse): string => {
  const estimate =
    usedBytes !== null && quotaBytes !== null
      ? `The browser counts ${sizeText(usedBytes)} of the ${sizeText(quotaBytes)} that it allows. `
      : ''
  if (persisted === null) return `${estimate}Without https it may clear this when space runs short.`
  if (persisted) return `${estimate}It has promised not to clear this by itself.`
  return `${estimate}${asked ? 'It was asked not to, and still may' : 'It may'} clear this by itself when the disk runs short.`
}

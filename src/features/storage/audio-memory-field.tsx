import { useEffect, useState } from 'react'
import type { AudioMemory } from '../../core/audio-memory'
import { useSession } from '../../session/use-session'
import { AUDIO_MEMORY_MIB } from '../../store/studio-state'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { Select } from '../../ui/select'
import { audioMemorySentence } from '../../words/audio-memory-sentence'

const NOTE = 'audio-memory-note'
const BY_MACHINE = 'auto'

const OPTIONS = [
  { value: BY_MACHINE, label: 'By this computer' },
  ...AUDIO_MEMORY_MIB.map((mib) => ({ value: String(mib), label: `${mib} MB` })),
]

/** How much memory the audio of all open tracks may take. */
export const AudioMemoryField = () => {
  const chosen = useStudio((state) => state.audioMemoryMiB)
  const studio = useStudioStore()
  const session = useSession()
  const [memory, setMemory] = useState<AudioMemory | null | undefined>(undefined)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another budget is told as soon as it is chosen.
  useEffect(() => {
    let shown = true
    void session.storage.audioMemory().then((told) => {
      if (shown) setMemory(told)
    })
    return () => {
      shown = false
    }
  }, [session, chosen])
  return (
    <div className="storage-memory">
      <span aria-hidden="true">Memory for audio</span>
      <Select
        label="Memory for audio"
        options={OPTIONS}
        value={chosen === null ? BY_MACHINE : String(chosen)}
        onChange={(value) =>
          studio.setState({ audioMemoryMiB: value === BY_MACHINE ? null : Number(value) })
        }
        describedBy={NOTE}
      />
      <p id={NOTE} className="storage-note">
        What exceeds it lies on this device’s disk while the page is open, and so does all of a
        track longer than some six minutes.
      </p>
      {memory === undefined ? null : <p className="storage-note">{audioMemorySentence(memory)}</p>}
    </div>
  )
}

import { useRef } from 'react'
import { useStudio, useStudioStore } from '../store/use-studio'
import { Dialog } from '../ui/dialog'
import { Switch } from '../ui/switch'
import { CONTROL_KEYS, SHORTCUT_GROUPS } from './shortcuts'
import './shortcuts.css'

/** Every key of the page, read from the table that acts on them. */
export default function ShortcutsSheet({ onClose }: { readonly onClose: () => void }) {
  const dialogRef = useRef<HTMLDialogElement>(null)
  const studio = useStudioStore()
  const letterKeys = useStudio((state) => state.letterKeys)
  const groups = [...SHORTCUT_GROUPS, { title: 'Playhead and controls', shortcuts: CONTROL_KEYS }]
  return (
    <Dialog ref={dialogRef} className="keys" label="Keyboard" onClose={onClose}>
      <div className="keys-head">
        <h2>Keyboard</h2>
        <Switch
          label="Single-letter keys"
          checked={letterKeys}
          onChange={(on) => studio.setLetterKeys(on)}
        />
        <button type="button" className="button" onClick={() => dialogRef.current?.close()}>
          Close
        </button>
      </div>
      <div className="keys-groups">
        {groups.map(({ title, shortcuts }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {shortcuts.map(({ keys, says }) => (
                <div key={says}>
                  <dt>
                    {keys.map((key) => (
                      <kbd key={key}>{key}</kbd>
                    ))}
                  </dt>
                  <dd>{says}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}

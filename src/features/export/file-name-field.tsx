import type { DeliverySettings } from '../../delivery/settings'
import { useSession } from '../../session/use-session'
import type { TrackState } from '../../store/tracks'
import { useStudio, useStudioStore } from '../../store/use-studio'
import { Field } from '../../ui/field'
import { NAME_FIELDS } from '../../words/file-names'

/** How exported files are called: a template, and what it makes of this track. */
export const FileNameField = ({
  track,
  settings,
  extension,
}: {
  readonly track: TrackState
  readonly settings: DeliverySettings
  readonly extension: string
}) => {
  const session = useSession()
  const studio = useStudioStore()
  const template = useStudio((state) => state.nameTemplate)
  // What the name is made of besides.
  useStudio((state) => state.tagEdits[track.id])
  const fileName = `${session.exports.nameOf(track.id, settings)}.${extension}`
  return (
    <div className="export-file-name">
      <Field caption="File name">
        <input
          className="text-entry"
          type="text"
          aria-label="File name"
          aria-describedby="export-file-name"
          title={`Fields: ${NAME_FIELDS.map((field) => `{${field}}`).join(' ')}`}
          value={template}
          onChange={(event) => studio.setNameTemplate(event.target.value)}
        />
      </Field>
      <p className="export-preview" id="export-file-name">
        {fileName}
      </p>
    </div>
  )
}

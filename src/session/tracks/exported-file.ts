import type { Tags } from '../../core/tags'
import type { DeliveredFile } from '../../delivery/deliver-track'
import type { DeliverySettings } from '../../delivery/settings'
import type { MasterState } from '../../store/tracks'

/** A checked file, and what it was made of. */
export interface ExportedFile extends DeliveredFile<Blob> {
  readonly settings: DeliverySettings
  /** null: it was made of none that the page knows. */
  readonly master: MasterState | null
  readonly fileName: string
  /** As they were given to the file; what its format has no place for is not in it. */
  readonly tags: Tags
  /** Whether it went to the browser's download. */
  readonly isSaved: boolean
}

import { useEffect, useState } from 'react'
import { useSession } from '../session/use-session'
import { useStudioStore } from '../store/use-studio'
import { emptyFolderSentence } from '../words/sentences'
import { droppedFiles } from './dropped-files'

const carriesFiles = (event: DragEvent): boolean =>
  event.dataTransfer?.types.includes('Files') ?? false

/** The whole window takes files; true while some hover over it. */
export const useDropZone = (): boolean => {
  const session = useSession()
  const studio = useStudioStore()
  const [hovering, setHovering] = useState(false)
  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy'
      setHovering(true)
    }
    // relatedTarget is null only when the pointer leaves the window.
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setHovering(false)
    }
    const onDrop = (event: DragEvent): void => {
      setHovering(false)
      if (!event.dataTransfer || !carriesFiles(event)) return
      event.preventDefault()
      void droppedFiles(event.dataTransfer).then(({ files, emptyFolders }) => {
        session.tracks.openFiles(files)
        for (const name of emptyFolders) studio.notify('error', emptyFolderSentence(name))
      })
    }
    addEventListener('dragenter', onOver)
    addEventListener('dragover', onOver)
    addEventListener('dragleave', onLeave)
    addEventListener('drop', onDrop)
    return () => {
      removeEventListener('dragenter', onOver)
      removeEventListener('dragover', onOver)
      removeEventListener('dragleave', onLeave)
      removeEventListener('drop', onDrop)
    }
  }, [session, studio])
  return hovering
}

import { useRef } from 'react'

export interface FileButtonProps {
  readonly onFiles: (files: readonly File[]) => void
  readonly className?: string
}

/** "Open audio…" and the native chooser behind it. */
export const FileButton = ({ onFiles, className = 'button' }: FileButtonProps) => {
  const inputRef = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className={className} onClick={() => inputRef.current?.click()}>
        Open audio…
      </button>
      <input
        ref={inputRef}
        className="visually-hidden"
        type="file"
        multiple
        aria-label="Audio files"
        tabIndex={-1}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          // The same file may be chosen again.
          event.target.value = ''
          if (files.length > 0) onFiles(files)
        }}
      />
    </>
  )
}

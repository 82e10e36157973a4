import { useRef } from 'react'

export interface FileButtonProps {
  readonly onFiles: (files: readonly File[]) => void
  readonly className?: string
  readonly text?: string
  /** Accessible name of the chooser. */
  readonly inputLabel?: string
}

/** "Open audio…", or another text, and the native chooser behind it. */
export const FileButton = ({
  onFiles,
  className = 'button',
  text = 'Open audio…',
  inputLabel = 'Audio files',
}: FileButtonProps) => {
  const inputRef = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" className={className} onClick={() => inputRef.current?.click()}>
        {text}
      </button>
      <input
        ref={inputRef}
        className="visually-hidden"
        type="file"
        multiple
        aria-label={inputLabel}
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

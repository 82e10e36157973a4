import { useEffect, useState } from 'react'
import './cover.css'

export interface CoverProps {
  readonly picture: { readonly mimeType: string; readonly bytes: Uint8Array } | undefined
  /** Absent: for the eye only. */
  readonly label?: string
}

/** A track's artwork, or the place of one. */
export const Cover = ({ picture, label }: CoverProps) => {
  const [address, setAddress] = useState<string | null>(null)
  useEffect(() => {
    if (!picture) return setAddress(null)
    const url = URL.createObjectURL(
      new Blob([Uint8Array.from(picture.bytes)], { type: picture.mimeType }),
    )
    setAddress(url)
    return () => URL.revokeObjectURL(url)
  }, [picture])
  return address ? (
    <img className="cover" src={address} alt={label ?? ''} />
  ) : (
    <span className="cover" aria-hidden="true" />
  )
}

/** The browser has taken the blob long before this; its address is then given back. */
const RELEASE_AFTER_MS = 60_000

/** Hands a file to the browser's ordinary download. */
export const saveFile = (blob: Blob, name: string): void => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), RELEASE_AFTER_MS)
}

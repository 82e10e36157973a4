/** The program's version, which the build puts here. */
declare const TRACKMASTER_VERSION: string | undefined
/** The commit that it was built from. */
declare const TRACKMASTER_BUILD: string | undefined

/** In a report: the same audio, recipe and version give the same bytes. */
export const PROGRAM_VERSION =
  typeof TRACKMASTER_VERSION === 'string' ? TRACKMASTER_VERSION : 'unbuilt'

/** Twelve digits of the commit, with a "+" where it was changed since; '' where nobody knows. */
export const PROGRAM_BUILD = typeof TRACKMASTER_BUILD === 'string' ? TRACKMASTER_BUILD : ''

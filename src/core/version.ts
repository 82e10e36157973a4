/** The program's version, which the build puts here. */
declare const TRACKMASTER_VERSION: string | undefined

/** In a report: the same audio, recipe and version give the same bytes. */
export const PROGRAM_VERSION =
  typeof TRACKMASTER_VERSION === 'string' ? TRACKMASTER_VERSION : 'unbuilt'

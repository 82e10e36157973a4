// What the page, the service worker and public/manifest.webmanifest agree on.

/** Where the system's share sheet posts files, the field they are in, and the page it then opens. */
export const SHARED_TARGET = '/share'
export const SHARED_FIELD = 'audio'
export const SHARED_PAGE = '/?shared=1'
/** Added to it: how many files there was no room for. */
export const MISSING_PARAMETER = 'missing'
/** Where the service worker leaves them. */
export const SHARED_CACHE = 'trackmaster-shared'

/** Tells a waiting version to take over. */
export const ACTIVATE = 'activate'
/** Tells the version at work that a page of it was opened. */
export const PAGE_OPENED = 'page-opened'

/** Where the self-test stands. */
export const SELF_TEST_PAGE = '/self-test'

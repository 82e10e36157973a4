/** Names an open track. */
export type TrackId = string

/** What is held of a track. */
export type StoredSignal = 'original' | 'master'

/** What can be listened to. */
export type Signal = StoredSignal | 'difference'

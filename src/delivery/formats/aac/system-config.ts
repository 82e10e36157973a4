/** What WebCodecs' `AudioEncoder` is asked for: raw AAC-LC packets. `bitrate`: bit/s. */
export const systemAacConfig = (shape: {
  readonly sampleRate: number
  readonly channelCount: number
  readonly bitrate: number
}) => ({
  codec: 'mp4a.40.2',
  sampleRate: shape.sampleRate,
  numberOfChannels: shape.channelCount,
  bitrate: shape.bitrate,
})

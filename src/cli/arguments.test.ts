import { describe, expect, it } from 'vitest'
import { OPTIONS, parseArguments, type Request } from './arguments'
import { HELP } from './help'

const requestOf = (...args: string[]): Request => {
  const parsed = parseArguments(args)
  if (!parsed.ok) throw new Error(parsed.problem)
  return parsed.request
}
const problemOf = (...args: string[]): string => {
  const parsed = parseArguments(args)
  return parsed.ok ? '' : parsed.problem
}

describe('the command line', () => {
  it('has a help text that names every option', () => {
    for (const [name, option] of Object.entries(OPTIONS)) {
      expect(HELP).toContain(`--${name}`)
      if ('short' in option) expect(HELP).toContain(`-${option.short}, --${name}`)
    }
  })

  it('takes negative numbers behind long and short options, with and without =', () => {
    for (const args of [['-t', '-9.5'], ['--target', '-9.5'], ['--target=-9.5'], ['-t-9.5']])
      expect(requestOf('a.wav', ...args).targetLufs).toBe(-9.5)
    expect(requestOf('--ceiling', '-2', 'a.wav')).toMatchObject({
      ceilingDbtp: -2,
      destinationId: 'custom',
      inputs: ['a.wav'],
    })
  })

  it('takes the format from how the output ends, and refuses two that differ', () => {
    const named = (output: string, ...more: string[]) =>
      requestOf('a.wav', '-o', output, ...more).format
    expect(named('b.MP3')).toBe('mp3')
    expect([named('b.m4a'), named('b.m4a', '-F', 'alac')]).toEqual(['aac', 'alac'])
    expect([named('b.aif'), named('b.oga'), named('b')]).toEqual(['aiff', 'vorbis', 'wav'])
    expect(problemOf('a.wav', '-o', 'b.mp3', '-F', 'flac')).toContain('ends as MP3 does')
    expect(problemOf('a.wav', '-F', 'mp4')).toContain('cannot be “mp4”')
  })

  it('refuses codes that a distributor would refuse, and takes them away', () => {
    expect(problemOf('a.wav', '--tag', 'isrc=XX')).toContain('no ISRC')
    expect(problemOf('a.wav', '--tag', 'barcode=4006381333932')).toContain('no UPC')
    const tags = ['--tag', 'isrc=de-abc-26-00001', '--tag', 'barcode=']
    expect(requestOf('a.wav', ...tags).tags).toEqual({ isrc: 'de-abc-26-00001', barcode: '' })
  })

  it('takes a downmix, or two channels counted from 1', () => {
    expect(requestOf('a.wav').channels).toBeNull()
    expect(requestOf('a.wav', '--downmix').channels).toEqual({ kind: 'downmix' })
    const pair = { kind: 'pair', left: 2, right: 5 }
    expect(requestOf('a.wav', '--channels', '3,6').channels).toEqual(pair)
    expect(problemOf('a.wav', '--channels', '0,1')).toContain('two numbers')
    expect(problemOf('a.wav', '--channels', '1,2', '--downmix')).toContain('not both')
  })

  it('starts where the page does: Spotify, 24 bit, dithered, beside the source', () => {
    expect(requestOf('a.wav')).toMatchObject({
      command: 'master',
      destinationId: 'spotify',
      bits: '24',
      dither: true,
      outputPath: null,
      directory: null,
      overwrite: false,
    })
    expect(requestOf('a.wav', '--analyse').command).toBe('analyse')
    expect(requestOf('verify', 'a.wav')).toMatchObject({ command: 'verify', inputs: ['a.wav'] })
  })

  it('says what is wrong, and what there is instead', () => {
    expect(problemOf('--target', '-9')).toContain('No file was named')
    expect(problemOf('a.wav', '--destination', 'moon')).toContain('spotify')
    expect(problemOf('a.wav', '--style', 'nice')).toContain('balanced')
    expect(problemOf('a.wav', '-t', 'loud')).toContain('--target takes a number')
    expect(problemOf('a.wav', '-t', '3')).toContain('--target takes a number')
    expect(problemOf('a.wav', '--bits', '12')).toContain('16, 24, 32f')
    expect(problemOf('a.wav', '-o', 'b.wav', '-d', 'c')).toContain('not both')
    expect(problemOf('a.wav', '--quality', '128')).toContain('lossy')
    expect(problemOf('a.wav', '-F', 'mp3', '--quality', '128')).toContain('There are: cbr-320')
    expect(problemOf('a.wav', '-F', 'mp3', '-r', '96000')).toContain('48000 Hz')
    expect(problemOf('a.wav', '--nonsense')).toContain('--nonsense')
  })
})

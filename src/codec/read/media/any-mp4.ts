import { Mp4InputFormat } from 'mediabunny'

/** MP4 whatever it begins with: QuickTime files of before 2004, and those of cameras, have no file type box. */
export class AnyMp4 extends Mp4InputFormat {
  /** The demuxer's own question; the caller has recognised the file. */
  async _canReadInput(): Promise<boolean> {
    return true
  }
}

import { TEXT_TAGS } from '../core/tags'
import { FORMATS } from '../delivery/formats/registry'
import { DESTINATIONS } from '../mastering/proposal/destinations'
import { STYLES } from '../mastering/proposal/styles'

const list = (items: readonly { readonly id: string }[]): string =>
  items.map(({ id }) => id).join(', ')

/** A line for each lossy format, under the texts of the other options. */
const QUALITIES = FORMATS.filter(({ qualities }) => qualities.length > 0)
  .map(({ id, qualities }) => {
    const values = qualities.map(({ value }) => value).join(', ')
    return `                             ${id.padEnd(8)} ${values}`
  })
  .join('\n')

/** What `--help` prints. */
export const HELP = `trackmaster FILE… [options]          masters each file, beside it: "song (master).wav"
trackmaster FILE… --analyse          measures only
trackmaster verify FILE… [options]   measures delivered files against a destination

A FILE may be a folder (its audio files are taken) or a pattern in quotes: * and ? stand for characters of a
name, ** for any folders between, as in "mixes/**/*.wav". What a folder holds of earlier masters is left alone.

Where it goes
  -p, --destination NAME   ${list(DESTINATIONS)}
  -t, --target LUFS        a loudness of your own, for example -t -9
      --ceiling DBTP       a true-peak ceiling of your own
What is read of files with more than two channels
      --downmix            a stereo downmix by ITU-R BS.775
      --channels A,B       two of the channels, for example 1,2
How it sounds
      --style NAME         ${list(STYLES)}
      --intensity PERCENT  0 to 100
      --recipe FILE        a recipe, or a report with one, instead of a style; its own target and ceiling hold
      --reference FILE     matches tone, width and dynamics of this file, and its loudness where neither a
                           destination nor a target is named; may be given several times
What is written
  -F, --format NAME        ${list(FORMATS)}; by how --output ends where it is not named
      --quality NAME       of a lossy format, the first of these unless named:
${QUALITIES}
      --hold-ceiling       aims so that the decoded file is under the ceiling, too
      --tag NAME=TEXT      a tag over the source's own; again for each. ${TEXT_TAGS.join(', ')}
      --replay-gain        tells players how much to turn the file up or down
  -b, --bits DEPTH         16, 24 (usual), 32f
  -r, --rate HZ            another sample rate than the source's
      --dither NAME        tpdf (usual), none; what needs no rounding is never dithered
      --dither-silence     dithers digital silence, too
  -o, --output FILE        the one file to write
  -d, --directory FOLDER   where the masters go, with the folders that they lay in; made if it is not there
  -f, --force              writes over what is there
      --report html,json   the page's report beside each master, as a page, as data, or both; it holds the recipe
      --report FILE        … in one file: a page where its name ends in .html, else all results as JSON
What is said
      --json               results as JSON on standard output
  -q, --quiet              no progress
  -h, --help               this text
      --version            the version

Progress goes to standard error. Exit status: 0 all is well; 1 a file failed; 2 the command line was not
understood; 3 a master missed its target, or a verified file is not within its destination; 4 a file is there
already; 130 interrupted.
`

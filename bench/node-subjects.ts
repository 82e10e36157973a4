import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { nodeEngine } from '../src/hosts/node/node-engine'
import { createSubjects, type Subjects } from './subjects'

/** The subjects in this Node process, on a file on disk. */
export const openInNode = async (path: string): Promise<Subjects> => {
  const subjects = createSubjects(nodeEngine(), new File([readFileSync(path)], basename(path)))
  await subjects.steps.open()
  return subjects
}

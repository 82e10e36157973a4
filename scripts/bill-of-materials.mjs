// The software bill of materials, CycloneDX 1.5 (https://cyclonedx.org/docs/1.5/json/): what the build ships of others.
import { COMPILED_IN } from './compiled-in.mjs'

/**
 * The same build gives the same bytes: no time and no random number is in it.
 * @param {string} version of TrackMaster
 * @param {readonly import('./shipped-packages.mjs').ShippedPackage[]} packages
 */
export const billOfMaterials = (version, packages) => {
  const root = `pkg:npm/trackmaster@${version}`
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': root,
        name: 'trackmaster',
        version,
        licenses: [{ license: { id: 'MIT' } }],
        purl: root,
      },
    },
    components: packages.map(component),
    dependencies: [{ ref: root, dependsOn: packages.map(purlOf) }],
  }
}

/** Package URL: https://github.com/package-url/purl-spec. */
const purlOf = ({ name, version }) => `pkg:npm/${name.replace('@', '%40')}@${version}`

const component = (shipped) => {
  const { name, version, integrity, facts } = shipped
  const inside = COMPILED_IN[name]?.libraries ?? []
  return {
    type: 'library',
    'bom-ref': purlOf(shipped),
    name,
    version,
    licenses: [{ license: { id: facts.license } }],
    purl: purlOf(shipped),
    ...(integrity ? { hashes: [hashOf(integrity)] } : {}),
    ...(inside.length > 0
      ? {
          components: inside.map((library) => ({
            type: 'library',
            name: library.name,
            licenses: [{ license: { id: library.license } }],
          })),
        }
      : {}),
  }
}

/** The lock file's `sha512-<base64>`, of the package as the registry has it. */
const hashOf = (integrity) => {
  const [algorithm, content] = integrity.split('-', 2)
  return {
    alg: algorithm.replace('sha', 'SHA-'),
    content: Buffer.from(content, 'base64').toString('hex'),
  }
}

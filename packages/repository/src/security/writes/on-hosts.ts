import type { WrittenFile } from './written-file.js'

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: the braces are the shell's

/** What Berth writes on hosts; `putFile`, `put` and detached commands do the same in containers. */
export const onHosts: readonly WrittenFile[] = [
  {
    id: 'put-file',
    path: 'a file that is put',
    what: 'its own bits, or those of the option `mode`; closed to others until it is whole',
    mode: 'asked',
    writes: {
      'core/programs/command/put.sh': ['make_temporary "$1.XXXXXX"', '>"$temporary"'],
      'core/programs/functions/make-temporary.sh': ['mktemp "$@"'],
    },
  },
  {
    id: 'put-folder',
    path: 'a folder that is put, and the links in it',
    what: 'the bits that it has on the machine that Berth runs on; folders above it as 0755',
    mode: 'asked',
    writes: {
      'core/programs/files/look.sh': ['mkdir -p "$1"'],
      'core/programs/files/finish.sh': ['mkdir "$2"', 'ln -sfn -- "$1" "$2"'],
    },
  },
  {
    id: 'put-staging',
    path: '`.berth-put-ID` beside the place of what is put',
    what: 'what arrives; refused where it is there already and not this user’s own',
    mode: 0o700,
    writes: {
      'core/programs/functions/staging.sh': ['mktemp -d .berth-put-XXXXXX', 'mkdir "$staging"'],
      'core/programs/files/finish.sh': ['mkdir "$from"', 'mkdir "$staging/$group"'],
    },
  },
  {
    id: 'put-staged',
    path: 'the files in it',
    what: 'parts of what is put, until they get the bits that they are to have',
    mode: 0o600,
    writes: {
      'core/programs/files/append.sh': ['>"$staging/writer"', '>"$staging/$3"', '>>"$staging/$3"'],
      'core/programs/files/fetch.sh': ['>"$staging/writer"', '>"$file"', '>>"$file"'],
      'core/programs/files/pass-on.sh': ['>"$staging/to-pass.$6"'],
      'core/programs/files/look.sh': ['cp "$left" "$staging"'],
      'core/programs/files/finish.sh': [
        'tar -xmf "$staging/$1" -C "$staging"',
        '>"$staging/probe"',
        '>"$staging/$2"',
        '>"$staging/$name"',
        '>"$staging/sums"',
        '>"$staging/made.$1"',
      ],
    },
  },
  {
    id: 'parts-folder',
    path: '`/var/tmp/berth-UID/HOST/DIGITS`',
    what: 'where the layers of an image arrive that the host is given; used only where it is this user’s own, and gone once they are loaded',
    mode: 0o700,
    writes: {
      'runtime-docker/programs/functions/parts-folder.sh': ['mkdir -m 700 -- "$1"'],
    },
  },
  {
    id: 'parts-every-layer',
    path: '`every-layer` in it',
    what: 'that the engine lacks layers as they are sent, of which it does not tell; empty, and gone with the folder',
    mode: 0o600,
    writes: { 'runtime-docker/programs/load-partial.sh': ['>"$folder/every-layer"'] },
  },
  {
    id: 'parts-layout',
    path: '`index.json`, `oci-layout` and a manifest in it',
    what: 'what makes of it a layout that Podman reads',
    mode: 0o600,
    writes: { 'runtime-docker/programs/load-layout.sh': ['>"$folder/$1"'] },
  },
  {
    id: 'enroot-parts',
    path: '`.berth/parts/DIGITS` below `ENROOT_DATA_PATH`',
    what: 'where an image’s file arrives that the host is given, gone once it is in its place; the folder above it, where the file of a container is made that is saved',
    mode: 0o700,
    writes: {
      'runtime-enroot/programs/look-for-parts.sh': ['mkdir -p "$folder"'],
      'runtime-enroot/programs/save-container.sh': ['mkdir -p "$store/parts"'],
    },
  },
  {
    id: 'detached-folder',
    path: '`~/.local/state/berth/commands/ID/HOST`, and the folders above it that are missing',
    what: 'one detached command',
    mode: 0o700,
    writes: { 'core/programs/detach/start.sh': ['mkdir -p "${folder%/*}"', 'mkdir "$folder"'] },
  },
  {
    id: 'detached-file',
    path: 'the files in it',
    what: 'its words, its output, which process it is, how it ended',
    mode: 0o600,
    writes: {
      'core/programs/detach/start.sh': [
        '>"$folder/command"',
        '>"$folder/started"',
        '>"$folder/stdout"',
        '>"$folder/stderr"',
      ],
      'core/programs/detach/stop.sh': ['>"$folder/stopped"'],
      'core/programs/detach/supervise.sh': ['>"$0/process"', '>"$0/stdout"', '>"$0/stderr"', '>"$0/end.new"'],
    },
  },
  {
    id: 'homeless-commands',
    path: '`/tmp/berth-UID`',
    what: 'the same for a user without a home, used only where nobody else can have put it there',
    mode: 0o700,
    writes: { 'core/programs/functions/commands-folder.sh': ['mkdir -m 700 "$homeless"'] },
  },
  {
    id: 'login-folder',
    path: '`/dev/shm/berth-login-…`, else in `TMPDIR` or `/tmp`',
    what: 'the login of one pull, gone after it',
    mode: 0o700,
    writes: { 'core/programs/image/login.sh': ['mkdir "$1/$own_login"'] },
  },
  {
    id: 'login-file',
    path: 'the files in it',
    what: 'what the engine reads the password from',
    mode: 0o600,
    writes: {
      'core/programs/image/login.sh': ['>"$login/room"'],
      'runtime-docker/programs/image.sh': ['>"$login/config.json"'],
      'runtime-enroot/programs/image.sh': ['>"$login/.credentials"', '>"$login/.curlrc"', '>>"$login/.curlrc"'],
    },
  },
  {
    id: 'answers-folder',
    path: '`/dev/shm/berth-ID`, else in `TMPDIR` or `/tmp`, and what is in it',
    what: 'answers of an engine while it is asked; what is there already is neither used nor removed',
    mode: 0o700,
    writes: {
      'runtime-docker/programs/functions/answers.sh': ['mkdir -m 700 "$work"', '>"$work/room"', '>"$work/$1.section"'],
      'runtime-docker/programs/functions/told.sh': ['set -- "$@" -o "$work/$by.$1.json" "http://localhost$2"'],
    },
  },
  {
    id: 'bind-source',
    path: 'a folder of the host that is mounted with `create`',
    what: 'made where it is missing, and stays',
    mode: 'umask',
    writes: { 'core/programs/lifetime/make-sources.sh': ['mkdir -p -- "$folder"'] },
  },
  {
    id: 'enroot-folder',
    path: '`ENROOT_DATA_PATH/.berth`, and the folders in it',
    what: 'containers, images and digests of enroot',
    mode: 0o700,
    writes: {
      'runtime-enroot/programs/image.sh': ['mkdir -p "$store/images"'],
      'runtime-enroot/programs/load-parts.sh': ['mkdir -p "$store/images"'],
      'runtime-enroot/programs/launch.sh': ['mkdir -p "$store/names" "$folder"'],
      'runtime-enroot/programs/functions/digest.sh': ['mkdir -p "$store/digests"'],
    },
  },
  {
    id: 'enroot-file',
    path: 'the files in them, and `/.berth` in a root filesystem',
    what: 'labels, environment, limits, words, logs and process of a container; images that were imported',
    mode: 0o600,
    writes: {
      'runtime-enroot/programs/image.sh': [
        'ln -s -- "$archive" "$temporary"',
        'enroot import --output "$temporary" -- "$address"',
      ],
      'runtime-enroot/programs/save-container.sh': ['>"$file.without"'],
      'runtime-enroot/programs/launch.sh': [
        'ln -sT "../containers/$id" "$store/names/$name"',
        '>"$file"',
        '>"$folder/labels"',
        '>"$folder/record"',
        '>"$folder/host"',
        '>"$folder/created"',
        '>"$folder/limits"',
        '>"$folder/exports"',
        '>"$folder/variables"',
        '>"$folder/conf"',
        '>>"$folder/conf"',
        '>"$folder/rc"',
        '>"$folder/lease"',
        '>"$folder/placed"',
        '>"$rootfs/$mark"',
        'mkdir -p "${workdir:-/}"',
        'enroot create --name ".berth-$id" -- "$image"',
      ],
      'runtime-enroot/programs/supervise.sh': ['>"$folder/process.new"'],
      'runtime-enroot/programs/functions/digest.sh': ['>"$remembered.$$"'],
      'runtime-enroot/programs/functions/start.sh': ['>"$folder/log"', '>>"$folder/log"'],
    },
  },
]

// biome-ignore-end lint/suspicious/noTemplateCurlyInString: the braces are the shell's

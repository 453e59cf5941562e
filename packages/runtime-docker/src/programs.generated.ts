// Generated from packages/runtime-docker/programs by "npm run programs": change the programs there.

/** A program: its path below packages/runtime-docker/programs, without its ending. */
export type ProgramName =
  | 'enter'
  | 'forget-container'
  | 'handle'
  | 'image'
  | 'inventory'
  | 'launch'
  | 'list'
  | 'load-layout'
  | 'load-partial'
  | 'load-parts'
  | 'look-for-parts'
  | 'observe'
  | 'remove-parts'
  | 'save-container'
  | 'save'

/** What travels to hosts of each program. */
export const programs: Readonly<Record<ProgramName, string>> = {
  'enter': `PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
exec "$@"`,
  'forget-container': `by=$1 program=$2 label=$3 mark=$4 seconds=$5
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
passing_images() { engine image ls --quiet --no-trunc --filter "label=$label\${1:+=$1}"; }
remove_passing() { engine image rm --no-prune -- "$1" >/dev/null; }
forget_passing() {
  forgot=1
  for image in $(passing_images "$1"); do
    remove_passing "$image" && forgot=0
  done
  return $forgot
}
sweep_passing() {
  for image in $(passing_images); do
    since=$(engine image inspect --format "{{index .Config.Labels \\"$label.since\\"}}" -- "$image") || continue
    case $since in '' | *[!0-9]*) continue ;; esac
    [ $(($(date +%s) - since)) -lt 3600 ] || remove_passing "$image"
  done
}
end=$(($(date +%s) + seconds))
until forget_passing "$mark" || [ "$(date +%s)" -ge "$end" ]; do sleep 1; done`,
  'handle': `by=$1 program=$2 identity=$3 action=$4 id=$5 template=$6 removal=$7
shift 7
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
remove() {
  turn=0
  until said=$(engine rm $removal -- "$1" 2>&1 >/dev/null); do
    case $said in *'is already in progress'*) ;; *) return 1 ;; esac
    turn=$((turn + 1))
    [ "$turn" -lt 60 ] || return 1
    sleep 0.25 2>/dev/null || sleep 1
  done
}
says_missing() {
  case $said in
    *': No such file or directory' | *': Not a directory') return 0 ;;
    *) return 1 ;;
  esac
}
look_for() {
  there=yes
  said=$(LC_ALL=C stat -L "$1" 2>&1) && return
  if [ "$by" = sudo ] && ! says_missing; then
    said=$(sudo -n env LC_ALL=C stat -L "$1" 2>&1) && return
  fi
  if says_missing; then there=no; else there=unknown; fi
}
missing_source() {
  look_for "$1"
  case $there$2 in
    no*) said="bind source path does not exist: $1" ;;
    unknownberth) said="whether the bind source path $1 exists cannot be told: $said" ;;
    *) return 1 ;;
  esac
}
end() {
  say "$@"
  finish
}
failed() {
  say engine "$(engine info --format "$identity")"
  end "$1"
}
need_sources() {
  rest=$1
  while :; do
    case $rest in *"<$id "*) ;; *) return ;; esac
    rest=\${rest#*"<$id "}
    source=\${rest%%" $id>"*}
    if missing_source "\${source#* }" "\${source%% *}"; then
      printf '%s\\n' "$said" >&2
      end no-source
    fi
  done
}
match=$(engine container inspect --format "$template" -- "$id") || failed unread
[ "$(printf '%s\\n' "$match" | tail -n 1)" = match ] || end changed
if [ "$action" = restart ]; then
  need_sources "$match"
  engine start -- "$id" >/dev/null || failed undone
  end 'done'
fi
if [ "$#" -gt 0 ] && ! said=$(bounded engine exec --user 0 "$id" "$@" 2>&1 </dev/null); then
  running=$(engine container inspect --format '{{.State.Running}}' -- "$id") || failed unread
  [ "$(printf '%s\\n' "$running" | tail -n 1)" = false ] || end guarded "$said"
  removal=--volumes
fi
remove "$id" || { printf '%s\\n' "$said" >&2; failed undone; }
end 'done'`,
  'image': `by=$1 program=$2 image=$3 pull=$4 archive=$5 invalid=$6 missing=$7 query=$8 registry=$9
shift 9
user=$1 file=$2 login='' password='' said=''
usual=$4
eval "$3"
[ -z "$registry" ] || hear_password "$file"
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
load_archive() {
  case $by,$program in
    *,podman) engine load --input "$1" ;;
    sudo,*)
      if head -c 1 -- "$1" >/dev/null 2>&1; then engine load <"$1"
      else engine load --input "$1"
      fi ;;
    *) LC_ALL=C head -c 1 -- "$1" >/dev/null && engine load <"$1" ;;
  esac
}
moved_tags() {
  held=$(timeout 20 tar -xOf "$1" manifest.json index.json 2>/dev/null | tr -d ' \\n')
  [ -n "$held" ] || held=$(timeout 20 tar -xzOf "$1" manifest.json index.json 2>/dev/null | tr -d ' \\n')
  {
    printf '%s' "$held" | grep -o '"RepoTags":\\[[^]]*\\]' | sed 's/^"RepoTags"://' | grep -o '"[^",]*"'
    printf '%s' "$held" | grep -o '"io.containerd.image.name":"[^"]*"' | sed 's/^"[^"]*"://'
  } | tr -d '"' | while IFS= read -r tag; do
    id=$(engine image inspect --format '{{.Id}}' -- "$tag" 2>/dev/null </dev/null) || continue
    case $held in *"\${id##*:}"*) ;; *) printf '%s\\n' "$tag" ;; esac
  done
}
by_socket() { as_engine curl -q -sS --noproxy '*' --unix-socket "$@"; }
has_api() {
  socket=\${usual#* unix://}
  [ "$socket" != "$usual" ] && [ -w "$socket" ] && command -v curl >/dev/null && is_led_nowhere
}
led_nowhere=
is_led_nowhere() {
  [ "$by" = plain ] || return
  [ -n "$led_nowhere" ] || { led_nowhere=no; finds_no_lead && led_nowhere=yes; }
  [ "$led_nowhere" = yes ]
}
finds_no_lead() {
  [ -n "\${HOME-}" ] || return
  [ -z "\${DOCKER_HOST-}\${DOCKER_CONTEXT-}\${DOCKER_TLS-}\${DOCKER_TLS_VERIFY-}\${DOCKER_API_VERSION-}" ] || return
  settings=\${DOCKER_CONFIG:-$HOME/.docker}/config.json
  [ ! -e "$settings" ] || leads_nowhere "$settings" || return
  client=$(command -v "$program") && [ ! -h "$client" ] || return
  case $(head -c 4 -- "$client") in ?ELF) ;; *) return 1 ;; esac
}
leads_nowhere() { [ -f "$1" ] && [ -r "$1" ] && ! grep -Eiq 'context|\\\\' -- "$1"; }
is_word() { case $1 in *[!a-zA-Z0-9_.:/@-]*) return 1 ;; esac; }
find_by_api() {
  has_api || return 1
  found=$(by_socket "$socket" --path-as-is -w '%{http_code}' "http://localhost$1" 2>/dev/null) || return 1
  case $found in
    *'
200') known=$2 end=0 ;;
    *'
404') known=$known_none end=4 ;;
    *) return 1 ;;
  esac
  found=$(printf '%s\\n' "\${found%????}" | LC_ALL=C sed -n -E -e "$known")
  [ -n "$found" ] && return $end
}
known_none='s/^\\{"message":"((no such image: [^" ]+: )?No such (container|image): [^" ]+)"\\}$/Error response from daemon: \\1/p'
settings='"auths":{"|"credsStore"|"credHelpers":{"|"HttpHeaders":{"'
find_socket() {
  socket='' lacking=''
  if [ -z "$query" ]; then lacking='the command line alone knows what this name means'
  elif [ -n "\${DOCKER_CONTENT_TRUST-}\${DOCKER_DEFAULT_PLATFORM-}" ]; then lacking='a variable is set that its command line alone heeds'
  elif ! command -v curl >/dev/null; then lacking='the host has no curl'
  elif [ "$by" = sudo ] && ! sudo -n -l curl >/dev/null 2>&1 </dev/null; then lacking='sudo may not run curl'
  elif ! { [ -n "$registry" ] || no_own_settings; }; then lacking='the user’s own configuration counts'
  else
    case $context in
      *' unix:///'*) socket=\${context#* unix://} ;;
      *) lacking='the engine is at no socket of this host' ;;
    esac
  fi
}
no_own_settings() {
  as_engine sh -c '
    file=\${DOCKER_CONFIG:-$HOME/.docker}/config.json
    [ -e "$file" ] || exit 0
    [ -r "$file" ] || exit 1
    tr -d " \\t\\r\\n" <"$file" | grep -Eq -- "$1" && exit 1
    exit 0' sh "$settings" </dev/null >/dev/null 2>&1
}
hide_login() {
  case $password in *[[:cntrl:]]*) return 1 ;; esac
  auth=$(printf %s "$password" | sed 's/[\\\\"]/\\\\&/g') || return
  auth=$(printf '{"username":"%s","password":"%s","serveraddress":"%s"}' "$user" "$auth" "$registry" | base64) || return
  auth=$(printf %s "$auth" | tr -d '\\n' | tr '+/' '-_') && [ -n "$auth" ]
}
pull_by_api() {
  {
    { [ -z "$auth" ] || printf 'header = "X-Registry-Auth: %s"\\n' "$auth"; } |
      by_socket "$socket" -N -K - -X POST -w '\\nanswered %{http_code}\\n' "http://localhost/images/create?$query" \\
        2>/dev/null
    printf '\\nended %s\\n' $?
  } | tell_pull
}
tell_pull() {
  end_of_line=$(printf '\\r') answered=000 wrong='' ended=''
  while IFS= read -r line; do
    line=\${line%"$end_of_line"}
    case $line in
      '') ;;
      'answered '*) answered=\${line#* } ;;
      'ended '*) ended=\${line#* } ;;
      *'"errorDetail":'* | *'"error":'* | '{"message":'*) wrong=$line ;;
      '{"status":"'*) tell_status ;;
    esac
  done
  case $answered,$ended,$wrong in
    200,0,) return 0 ;;
    000,*,) return 2 ;;
    *,*,) echo "the engine broke the pull off (answer $answered, end $ended)" >&2 ;;
    *) printf '%s\\n' "$wrong" | plain_message "$([ "$answered" = 200 ] || echo 'Error response from daemon: ')" >&2 ;;
  esac
  return 1
}
tell_status() {
  status=\${line#'{"status":"'} status=\${status%%'"'*} id=''
  case $line in *'"id":"'*) id=\${line##*'"id":"'} id=\${id%%'"'*} ;; esac
  case $line in *'"current":'*) ;; *) printf '%s\\n' "\${id:+$id: }$status"; return ;; esac
  case $status in Downloading | Extracting) ;; *) return ;; esac
  case $id in '' | *[!0-9a-f]*) return ;; esac
  case $line in *'"total":'*) ;; *) return ;; esac
  came=\${line#*'"current":'} came=\${came%%[!0-9]*} total=\${line#*'"total":'} total=\${total%%[!0-9]*} up='' told=''
  { read -r up _ </proc/uptime; } 2>/dev/null
  now=at-\${up%.*}
  eval "told=\\\${told_$id-}; told_$id=\\$now"
  if [ "$status" = Extracting ]; then
    [ -z "$told" ] || return 0
    came=$total
  fi
  [ "$told" = "$now" ] && [ "$came" != "$total" ] || printf '%s: Downloading %s/%s\\n' "$id" "$came" "$total"
}
plain_message() {
  sed -E -e 's/.*"message" *: *"(([^"\\\\]|\\\\.)*)".*/\\1/; t known' -e 's/.*"error" *: *"(([^"\\\\]|\\\\.)*)".*/\\1/' -e ':known' \\
    -e 's/\\\\[nrt]/ /g; s/\\\\u003[ce]//g; s/\\\\u0026/\\&/g; s/\\\\(["\\\\/])/\\1/g' -e "s/^/$1/"
}
exec 3>&1
look() {
  say image
  is_word "$image" && find_by_api "/images/$image/json" '/^\\{"Id":"sha256:[0-9a-f]{64}",.*\\}$/p'
  case $? in
    0) printf '\\n%s\\n' "$found"; return ;;
    4) said=$found; return 1 ;;
  esac
  said=$(engine image inspect --format '{{println}}{{json .}}' -- "$image" 2>&1 >&3)
}
is_missing() { ! says "$invalid" && says "$missing"; }
says() { printf '%s\\n' "$said" | grep -Eq -- "$1"; }
end() {
  say "$1"
  finish
}
write_login() {
  auth=$(printf '%s:%s' "$user" "$password" | base64) || { said='base64 is missing, or failed' && return 1; }
  auth=$(printf %s "$auth" | tr -d '\\n') || { said='tr is missing, or failed' && return 1; }
  (umask 077 && printf '{"auths":{"%s":{"auth":"%s"}}}\\n' "$registry" "$auth" >"$login/config.json") ||
    { said="a login could not be written into $login" && return 1; }
  auth=''
}
pull_with_login() {
  [ "$program" = docker ] || {
    engine pull --authfile "$login/config.json" -- "$image"
    return
  }
  case $context in
    '') engine context inspect --format '{{.Name}} {{.Endpoints.docker.Host}}' ;;
    'default '*) engine --config "$login" pull -- "$image" ;;
    *) engine --config "$login" --host "\${context#* }" pull -- "$image" ;;
  esac
}
no_login() {
  printf '%s\\n' "$said" >&2
  end no-login
}
pull() {
  context='' auth='' lacking=''
  [ "$program" != docker ] || {
    context=$(engine context inspect --format '{{.Name}} {{.Endpoints.docker.Host}}' 2>/dev/null)
    find_socket
    [ -z "$registry" ] || [ -n "$lacking" ] || hide_login || lacking='the password is one that only a file can hold'
    if [ -z "$lacking" ]; then
      pull_by_api & wait $! && return
      [ $? = 2 ] || return 1
      lacking='curl did not reach the engine'
    fi
    echo "no bytes are told: $lacking"
  }
  if [ -n "$registry" ]; then
    write_login || no_login
    password=''
    pull_with_login & wait $!
  else
    engine pull -- "$image" & wait $!
  fi
}
if look; then
  case "$pull $image" in
    'always '*@*) finish ;;
    'always '*) ;;
    *) finish ;;
  esac
else
  is_missing || fail "$said"
fi
if [ -n "$archive" ]; then
  moved=$(moved_tags "$archive")
  [ -z "$moved" ] || say moves "$moved"
  say loading
  load_archive "$archive" || end load-failed
elif [ "$pull" = never ]; then
  end not-here
else
  [ -z "$registry" ] || open_login "$file" "$by" || no_login
  say pulling
  pull || end pull-failed
fi
look && finish
is_missing || fail "$said"
end still-missing`,
  'inventory': `privilege=$1 program=$2 answered=$3 rootless=$4 endpoint=$5 usual=$6 folder=$7 template=$8
shift 8
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM PIPE
make_room() {
  for room in /dev/shm "\${TMPDIR:-/tmp}"; do
    work=$room/berth-\${nonce:?}
    mkdir -m 700 "$work" 2>/dev/null || { work=; continue; }
    printf '%65536s' '' 2>/dev/null >"$work/room" && : >"$work/room" && break
    rm -rf "$work"
    work=
  done
  [ -n "$work" ] || fail "/dev/shm and \${TMPDIR:-/tmp} are full, or cannot be written"
}
keep() { section "$@" >"$work/$1.section"; }
tell_answers() {
  set -- "$work"/*.section
  [ "$(grep -l "^\${nonce:?} exit$" "$@" | wc -l)" -eq $# ] || fail "$work has no room for what the engine says"
  cat "$@"
}
by_socket() { as_engine curl -q -sS --noproxy '*' --unix-socket "$@"; }
has_api() {
  socket=\${usual#* unix://}
  [ "$socket" != "$usual" ] && [ -w "$socket" ] && command -v curl >/dev/null && is_led_nowhere
}
led_nowhere=
is_led_nowhere() {
  [ "$by" = plain ] || return
  [ -n "$led_nowhere" ] || { led_nowhere=no; finds_no_lead && led_nowhere=yes; }
  [ "$led_nowhere" = yes ]
}
finds_no_lead() {
  [ -n "\${HOME-}" ] || return
  [ -z "\${DOCKER_HOST-}\${DOCKER_CONTEXT-}\${DOCKER_TLS-}\${DOCKER_TLS_VERIFY-}\${DOCKER_API_VERSION-}" ] || return
  settings=\${DOCKER_CONFIG:-$HOME/.docker}/config.json
  [ ! -e "$settings" ] || leads_nowhere "$settings" || return
  client=$(command -v "$program") && [ ! -h "$client" ] || return
  case $(head -c 4 -- "$client") in ?ELF) ;; *) return 1 ;; esac
}
leads_nowhere() { [ -f "$1" ] && [ -r "$1" ] && ! grep -Eiq 'context|\\\\' -- "$1"; }
is_word() { case $1 in *[!a-zA-Z0-9_.:/@-]*) return 1 ;; esac; }
find_by_api() {
  has_api || return 1
  found=$(by_socket "$socket" --path-as-is -w '%{http_code}' "http://localhost$1" 2>/dev/null) || return 1
  case $found in
    *'
200') known=$2 end=0 ;;
    *'
404') known=$known_none end=4 ;;
    *) return 1 ;;
  esac
  found=$(printf '%s\\n' "\${found%????}" | LC_ALL=C sed -n -E -e "$known")
  [ -n "$found" ] && return $end
}
known_none='s/^\\{"message":"((no such image: [^" ]+: )?No such (container|image): [^" ]+)"\\}$/Error response from daemon: \\1/p'
texts='null|\\[("[^"]*",?)*\\]'
cover='s/\\\\./_/g'
up_to_state='^\\{"Id":"([0-9a-f]{64})","Created":"[^"]*","Path":"[^"]*","Args":('$texts'),"State":\\{"Status":"([a-z]+)",'
ask_api() {
  statuses='' left=$#
  has_api || return
  while [ "$left" -gt 0 ]; do
    set -- "$@" -o "$work/$by.$1.json" "http://localhost$2"
    shift 2
    left=$((left - 2))
  done
  statuses=$(by_socket "$socket" --path-as-is --fail-early -w '%{http_code} %{filename_effective};' "$@" \\
    2>/dev/null) || statuses=
}
tell() {
  answer=$work/$by.$1.json
  case ";$statuses" in
    *";200 $answer;"*) tell_answer "$1" ;;
    *";404 $answer;"*)
      none=$(find_in_answer "$known_none") && [ -n "$none" ] && keep "$by.$1" tell_none
      ;;
    *) return 1 ;;
  esac
}
tell_answer() {
  case $1 in
    info) known=$known_info ;;
    container) known=$known_container ;;
    list)
      known=$known_list
      if { read -r line <"$answer"; } 2>/dev/null && [ "$line" = '[]' ]; then keep "$by.list" true; return; fi
      ;;
    *) known=$known_image ;;
  esac
  keep "$by.$1" find_in_answer "$known"
  { read -r line; read -r line; read -r line; } <"$work/$by.$1.section" && [ -n "$line" ]
}
tell_none() {
  printf '%s\\n' "$none" >&2
  return 1
}
find_in_answer() { LC_ALL=C sed -n -E -e "$1" -- "$answer"; }
known_info='/^\\{"ID":".*,"ServerVersion":"[^"].*\\}$/p'
known_image='s/^\\{"Id":"(sha256:[0-9a-f]{64})",.*\\}$/\\1\\
&/p'
after_entrypoint='(,"NetworkDisabled":true)?(,"MacAddress":"[^"]*")?(,"OnBuild":('$texts'))?'
known_container='h
'$cover'
t covered
:covered
/"berth\\.launch":"[^"]/{
  s/,"Entrypoint":('$texts')'$after_entrypoint',"Labels":\\{("[^"]*":"[^"]*",)*"berth\\.launch":"[^"].*\\}$/}launched/
  t labels
  d
}
:labels
s/'$up_to_state'.*\\},"Image":"(sha256:[0-9a-f]{64})","ResolvConfPath":".*\\}(launched)?$/\\1 \\5 \\4 \\6/
t told
d
:told
G
p'
known_list=$cover'
/\\{"Id":".*\\{"Id":"/d
s/^\\[\\{"Id":"([0-9a-f]{64})","Names":\\["\\/([^",/ ]+)"\\],.*\\}\\]$/\\1 \\2/p'
ask_engine() {
  { tell info || keep "$by.info" engine info --format '{{json .}}'; } &
  if [ -z "$endpoint" ]; then :
  elif is_led_nowhere; then keep "$by.endpoint" echo "$usual"
  else keep "$by.endpoint" engine context inspect --format "$endpoint" &
  fi
}
ask_folder() {
  if [ -n "$folder" ]; then
    root=$(sed -n "s/.*\\"$folder\\": *\\"\\([^\\"]*\\)\\".*/\\1/p" "$work/$by.info.section" | head -n 1)
    [ -z "$root" ] || keep "$by.folder" stat -c %d:%i -- "$root" &
  fi
}
said_by_plain() {
  [ -f "$work/plain.info.section" ] && grep -Eq -- "$1" "$work/plain.info.section"
}
plain_settles() {
  if said_by_plain "$rootless"; then return 1; fi
  said_by_plain "$answered" || [ "$(id -u)" = 0 ]
}
linger() {
  if [ -e "/var/lib/systemd/linger/$(id -un)" ]; then echo yes
  elif command -v loginctl >/dev/null; then echo no
  else echo 'no logind'
  fi
}
this_host() {
  cat /proc/sys/kernel/hostname /proc/sys/kernel/osrelease
  sed -n 's/^MemTotal: *//p' /proc/meminfo
  cat /proc/sys/kernel/random/boot_id
}
ask_host() {
  if said_by_plain "$rootless"; then
    keep linger linger
    keep groups id -nG
  fi
  keep host this_host
}
own_parts() {
  user=/var/tmp/berth-$(id -u)
  here=$user/$(uname -n | LC_ALL=C tr -c 'a-zA-Z0-9\\n-' _)
  case $1 in "$here"/*) ;; *) return 1 ;; esac
  name=\${1#"$here"/}
  case $name in *[!0-9a-f]*) return 1 ;; esac
  [ \${#name} = 64 ] || return 1
  for each in "$user" "$here" "$1"; do
    { [ -d "$each" ] && [ ! -L "$each" ] && [ -O "$each" ]; } || return 1
  done
}
look_at_parts() {
  changed=$(find "$1" -exec stat -c %Z -- {} + 2>/dev/null | sort -n | tail -n 1)
  held='closed'
  if ls -l /proc/[0-9]*/fd 2>/dev/null | grep -qF -- " -> $1/"; then held='open'; fi
}
tell_parts() {
  for parts in "/var/tmp/berth-$(id -u)"/*/*; do
    own_parts "$parts" || continue
    look_at_parts "$parts"
    kilobytes=$(du -sk -- "$parts" 2>/dev/null | cut -f 1)
    [ -z "$changed" ] || printf 'parts %s %s %s %s\\n' "$changed" "$((\${kilobytes:-0} * 1024))" "$held" "$parts"
  done
}
make_room
end=
bound() {
  end=\${end:-$(($(date +%s) + 30))}
  endless=
  command -v timeout >/dev/null || endless='the host has no timeout'
  [ "$by" = plain ] || sudo -n -l timeout >/dev/null 2>&1 </dev/null || endless='sudo may not run timeout'
}
inside() {
  left=$((end - $(date +%s)))
  [ "$left" -le 10 ] || left=10
  [ "$left" -gt 0 ] || endless='others have taken all of the time'
  if [ -n "$endless" ]; then
    echo "it was not asked: $endless" >&2
    return 1
  fi
  case $by in
    sudo) sudo -n timeout -s KILL "$left" "$program" exec --user 0 "$@" ;;
    *) timeout -s KILL "$left" "$program" exec --user 0 "$@" ;;
  esac
}
look() {
  by=$1
  shift
  ask_api info /info
  ask_engine
  keep "$by.labels" engine ps --all --no-trunc --format '{{.ID}} {{json .Labels}}' &
  wait
  ask_folder
  ids=$(sed -n 's/^\\([0-9a-f]\\{64\\}\\) .*berth\\..*/\\1/p' "$work/$by.labels.section")
  [ -z "$ids" ] || keep "$by.containers" engine container inspect --format "$template" -- $ids
  [ -z "$ids" ] || ids=$(sed -n 's/^container \\([0-9a-f]\\{64\\}\\) running launched .*/\\1/p' "$work/$by.containers.section")
  [ -z "$ids" ] || bound
  count=0
  for id in $ids; do
    keep "$by.inside.$id" bounded inside "$id" "$@" &
    count=$((count + 1))
    [ $((count % 8)) != 0 ] || wait
  done
  wait
}
case $privilege in
  plain) look plain "$@" ;;
  sudo) look sudo "$@" ;;
  *) look plain "$@"; plain_settles || look sudo "$@" ;;
esac
keep now date +%s
keep parts tell_parts
ask_host
tell_answers`,
  'launch': `before=
by=$1 program=$2 no_init=$3 removal=$4 inherited=$5 gpus=$6 devices=$7 no_driver=$8
ready=$9
shift 9
itself=$1 restored=$2 usual=$3 paths=$4
shift 4
trap : PIPE
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
by_socket() { as_engine curl -q -sS --noproxy '*' --unix-socket "$@"; }
has_api() {
  socket=\${usual#* unix://}
  [ "$socket" != "$usual" ] && [ -w "$socket" ] && command -v curl >/dev/null && is_led_nowhere
}
led_nowhere=
is_led_nowhere() {
  [ "$by" = plain ] || return
  [ -n "$led_nowhere" ] || { led_nowhere=no; finds_no_lead && led_nowhere=yes; }
  [ "$led_nowhere" = yes ]
}
finds_no_lead() {
  [ -n "\${HOME-}" ] || return
  [ -z "\${DOCKER_HOST-}\${DOCKER_CONTEXT-}\${DOCKER_TLS-}\${DOCKER_TLS_VERIFY-}\${DOCKER_API_VERSION-}" ] || return
  settings=\${DOCKER_CONFIG:-$HOME/.docker}/config.json
  [ ! -e "$settings" ] || leads_nowhere "$settings" || return
  client=$(command -v "$program") && [ ! -h "$client" ] || return
  case $(head -c 4 -- "$client") in ?ELF) ;; *) return 1 ;; esac
}
leads_nowhere() { [ -f "$1" ] && [ -r "$1" ] && ! grep -Eiq 'context|\\\\' -- "$1"; }
is_word() { case $1 in *[!a-zA-Z0-9_.:/@-]*) return 1 ;; esac; }
find_by_api() {
  has_api || return 1
  found=$(by_socket "$socket" --path-as-is -w '%{http_code}' "http://localhost$1" 2>/dev/null) || return 1
  case $found in
    *'
200') known=$2 end=0 ;;
    *'
404') known=$known_none end=4 ;;
    *) return 1 ;;
  esac
  found=$(printf '%s\\n' "\${found%????}" | LC_ALL=C sed -n -E -e "$known")
  [ -n "$found" ] && return $end
}
known_none='s/^\\{"message":"((no such image: [^" ]+: )?No such (container|image): [^" ]+)"\\}$/Error response from daemon: \\1/p'
texts='null|\\[("[^"]*",?)*\\]'
cover='s/\\\\./_/g'
up_to_state='^\\{"Id":"([0-9a-f]{64})","Created":"[^"]*","Path":"[^"]*","Args":('$texts'),"State":\\{"Status":"([a-z]+)",'
remove() {
  turn=0
  until said=$(engine rm $removal -- "$1" 2>&1 >/dev/null); do
    case $said in *'is already in progress'*) ;; *) return 1 ;; esac
    turn=$((turn + 1))
    [ "$turn" -lt 60 ] || return 1
    sleep 0.25 2>/dev/null || sleep 1
  done
}
says_missing() {
  case $said in
    *': No such file or directory' | *': Not a directory') return 0 ;;
    *) return 1 ;;
  esac
}
look_for() {
  there=yes
  said=$(LC_ALL=C stat -L "$1" 2>&1) && return
  if [ "$by" = sudo ] && ! says_missing; then
    said=$(sudo -n env LC_ALL=C stat -L "$1" 2>&1) && return
  fi
  if says_missing; then there=no; else there=unknown; fi
}
missing_source() {
  look_for "$1"
  case $there$2 in
    no*) said="bind source path does not exist: $1" ;;
    unknownberth) said="whether the bind source path $1 exists cannot be told: $said" ;;
    *) return 1 ;;
  esac
}
IFS= read -r exports
variables=$(cat)
case $variables in
  '=') variables= ;;
  *'
=') variables=\${variables%?=} ;;
  *) fail 'the environment of the container did not arrive to its end' ;;
esac
end() {
  printf '%s\\n' \${before:+"$before"} "$said" >&2
  say "$@"
  finish
}
while [ "$paths" -gt 0 ]; do
  if missing_source "$1" berth; then end refused; fi
  shift
  paths=$((paths - 1))
done
take_away() {
  because=$said
  if remove "$id" || printf '%s\\n' "$said" | grep -iq 'no such container'; then said=$because; return 0; fi
  said="$because
$said"
  return 1
}
create() (
  preserve=$inherited
  assign() { eval "$exports"; }
  assign '
'
  printf '%s\\n' "$variables" | engine create "$@"
)
said_of() { printf '%s\\n' "$said" | grep -Eq -- "$1"; }
lacks_init() { [ -n "$init" ] && said_of "$no_init"; }
lacks_driver() { [ -n "$devices" ] && said_of "$no_driver"; }
stays() { [ -z "$ready" ] || [ "$waited" -ge 3 ] || engine logs -- "$id" 2>/dev/null | grep -Fqx -- "$ready"; }
is_gone() { engine container inspect --format . -- "$id" 2>&1 >/dev/null | grep -iq 'no such container'; }
tell_state() {
  members='("[A-Za-z]+":("[^"]*"|[a-z0-9-]+),)*'
  if find_by_api "/containers/$id/json" "$cover
s/$up_to_state$members\\"StartedAt\\":(\\"[^\\"]*\\"),.*\\\\}\\$/\\4 \\7/p"; then
    printf '%s\\n' "$found"
  else
    engine container inspect --format '{{.State.Status}} {{json .State.StartedAt}}' -- "$id" 2>/dev/null
  fi
}
ends_with_engine() {
  find_by_api /info 's/^\\{"ID":".*,"LiveRestoreEnabled":(true|false),.*\\}$/\\1/p' ||
    found=$(engine info --format "$restored" 2>/dev/null)
  [ "$found" = false ]
}
launch() {
  said=$(create \${init:+"$init"} \${itself:+"$itself"} "$@" 2>&1) || {
    code=$?
    if lacks_init || lacks_driver; then return 1; fi
    [ "$code" -gt 128 ] || end refused
    said="$said
the command that creates the container was ended by signal $((code - 128))"
    end unclear
  }
  id=$(printf '%s\\n' "$said" | grep -Ex '[0-9a-f]{64}') || {
    said="the engine answered a creation without an id: $said"
    end unclear
  }
  say created "$id"
  said=$(engine start -- "$id" 2>&1 >/dev/null) || return
  waited=0 ended=
  while :; do
    state=$(tell_state) || state=
    case $state in 'running '*) ;; *) break ;; esac
    if stays; then
      if [ -n "$again" ]; then break; fi
      say running "\${state#running }"
      finish
    fi
    sleep 1
    waited=$((waited + 1))
  done
  if [ -n "$itself" ] && { [ -n "$state" ] || is_gone; }; then
    ended=yes
    return 1
  fi
  said='it ended at once and was gone; started once more, it ran on'
  case $state in 'running '*) return 1 ;; esac
  printed=$(engine logs --tail 20 -- "$id" 2>&1)
  code=$(engine container inspect --format '{{.State.ExitCode}}' -- "$id") && code=", with exit code $code"
  said="it ended at once$code, \${printed:+and printed: }\${printed:-and printed nothing}"
  return 1
}
[ -z "$itself" ] || [ -z "$restored" ] || ends_with_engine || itself=
init=--init words=$gpus id='' ended='' again=''
while :; do
  launch $words "$@"
  if lacks_init; then init=
  elif lacks_driver; then before=$said words=$devices devices=
  elif [ -n "$ended" ] && [ -n "$itself" ]; then itself='' again=yes
  else break
  fi
  if [ -n "$id" ] && ! take_away; then end left "$id"; fi
  id=
done
if take_away; then end removed; else end left "$id"; fi`,
  'list': `by=$1 program=$2 id_field=$3
shift 3
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
ids=$(engine ps --all --no-trunc --quiet "$@") || fail
say containers
if [ -n "$ids" ]; then
  template="container {\\"Id\\":{{json $id_field}},\\"Name\\":{{json .Name}},\\"Labels\\":{{json .Config.Labels}}}"
  engine container inspect --format "$template" -- $ids || say incomplete
fi
finish`,
  'load-layout': `by=$1 program=$2 image=$3 folder=$4 invalid=$5 missing=$6 id=$7
shift 7
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
own_folder() {
  mkdir -m 700 -- "$1" 2>/dev/null && return
  [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ] && chmod 700 -- "$1"
}
parts_folder() {
  user=/var/tmp/berth-$(id -u)
  here=$user/$(uname -n | LC_ALL=C tr -c 'a-zA-Z0-9\\n-' _)
  folder=$here/$1
  for _ in 1 2 3; do
    own_folder "$user" && own_folder "$here" && own_folder "$folder" && return
  done
  fail "$folder cannot be made, or is another user's"
}
forget_parts() {
  rm -rf -- "$1"
  above=\${1%/*}
  rmdir -- "$above" "\${above%/*}" 2>/dev/null
  :
}
look() {
  say image
  said=$(engine image inspect --format '{{println}}{{json .}}' -- "$image" 2>&1 >&3)
}
says() { printf '%s\\n' "$said" | grep -Eq -- "$1"; }
end() {
  forget_parts "$folder"
  say "$1"
  finish
}
tell_moves() {
  named=$(engine image inspect --format '{{.Id}}' -- "$image" 2>/dev/null) || return 0
  case $named in '' | *"$id") ;; *) say moves "$image" ;; esac
}
tell_image() {
  forget_parts "$folder"
  look && finish
  { ! says "$invalid" && says "$missing"; } || fail "$said"
  end still-missing
}
umask 077
exec 3>&1
write_layout() {
  while [ $# -ge 2 ]; do
    printf %s "$2" >"$folder/$1" || return
    shift 2
  done
}
pull_layout() (
  cd -- "\${folder%/*}" || return
  pulled=$(engine pull --quiet "oci:\${folder##*/}") || return
  case $pulled in *"$id") ;; *) echo "the engine made \${pulled:-nothing} of it" >&2; return 1 ;; esac
  engine tag "$pulled" "$image" || return
  engine untag "$pulled" "localhost/\${folder##*/}"
)
tell_moves
say loading
{ write_layout "$@" && pull_layout; } || end load-failed
tell_image`,
  'load-partial': `by=$1 program=$2 image=$3 folder=$4 invalid=$5 missing=$6 id=$7 passing=$8 bytes=$9
shift 9
layers=$1
shift
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
own_folder() {
  mkdir -m 700 -- "$1" 2>/dev/null && return
  [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ] && chmod 700 -- "$1"
}
parts_folder() {
  user=/var/tmp/berth-$(id -u)
  here=$user/$(uname -n | LC_ALL=C tr -c 'a-zA-Z0-9\\n-' _)
  folder=$here/$1
  for _ in 1 2 3; do
    own_folder "$user" && own_folder "$here" && own_folder "$folder" && return
  done
  fail "$folder cannot be made, or is another user's"
}
forget_parts() {
  rm -rf -- "$1"
  above=\${1%/*}
  rmdir -- "$above" "\${above%/*}" 2>/dev/null
  :
}
zeros() { [ "$1" -le 0 ] || head -c "$1" /dev/zero; }
archive_entry() {
  printf %s "$1"
  zeros $((100 - \${#1}))
  printf '0000600\\0000000000\\0000000000\\000'
  case $(printf %011o "$2") in
    ???????????) printf '%011o\\000' "$2" ;;
    *) printf %o "$2" ;;
  esac
  printf '00000000000\\000%s\\000 0' "$3"
  zeros 100
  printf 'ustar\\00000'
  zeros 247
  cat
  zeros $(((512 - $2 % 512) % 512))
}
archive_end() { zeros 1024; }
write_archive() {
  while [ $# -ge 4 ]; do
    if [ -n "$4" ]; then printf %s "$4" | archive_entry "$1" "$2" "$3"
    else archive_entry "$1" "$2" "$3" <"$folder/$1" || return
    fi
    shift 4
  done
  archive_end
}
look() {
  say image
  said=$(engine image inspect --format '{{println}}{{json .}}' -- "$image" 2>&1 >&3)
}
says() { printf '%s\\n' "$said" | grep -Eq -- "$1"; }
end() {
  forget_parts "$folder"
  say "$1"
  finish
}
tell_moves() {
  named=$(engine image inspect --format '{{.Id}}' -- "$image" 2>/dev/null) || return 0
  case $named in '' | *"$id") ;; *) say moves "$image" ;; esac
}
tell_image() {
  forget_parts "$folder"
  look && finish
  { ! says "$invalid" && says "$missing"; } || fail "$said"
  end still-missing
}
exec 3>&1
trap take_away EXIT
trap 'exit 1' HUP INT TERM PIPE
take_away() { engine image rm -- "$passing" >/dev/null 2>&1; }
is_whole() {
  [ -n "$(engine image ls --quiet --no-trunc -- "$passing" 2>/dev/null)" ] || return
  written=$(engine image save -- "$passing" 2>/dev/null | wc -c)
  [ "$written" -ge "$bytes" ]
}
tell_moves
take_away
say loading
said=$(write_archive "$@" | engine load 2>&1 >&3)
code=$?
[ -z "$said" ] || printf '%s\\n' "$said" >&2
if [ "$code" = 0 ] && is_whole; then
  engine image tag -- "$passing" "$image" || end load-failed
  take_away
  tell_image
fi
case $layers,$code,$said in
  every,0,*) echo 'the engine made an image of it that is not whole' >&2 && end load-failed ;;
  some,0,* | some,*,*'not found'*) ;;
  *) end load-failed ;;
esac
(umask 077; : >"$folder/every-layer") || end load-failed
say incomplete
finish`,
  'load-parts': `by=$1 program=$2 image=$3 folder=$4 invalid=$5 missing=$6 id=$7
shift 7
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
own_folder() {
  mkdir -m 700 -- "$1" 2>/dev/null && return
  [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ] && chmod 700 -- "$1"
}
parts_folder() {
  user=/var/tmp/berth-$(id -u)
  here=$user/$(uname -n | LC_ALL=C tr -c 'a-zA-Z0-9\\n-' _)
  folder=$here/$1
  for _ in 1 2 3; do
    own_folder "$user" && own_folder "$here" && own_folder "$folder" && return
  done
  fail "$folder cannot be made, or is another user's"
}
forget_parts() {
  rm -rf -- "$1"
  above=\${1%/*}
  rmdir -- "$above" "\${above%/*}" 2>/dev/null
  :
}
zeros() { [ "$1" -le 0 ] || head -c "$1" /dev/zero; }
archive_entry() {
  printf %s "$1"
  zeros $((100 - \${#1}))
  printf '0000600\\0000000000\\0000000000\\000'
  case $(printf %011o "$2") in
    ???????????) printf '%011o\\000' "$2" ;;
    *) printf %o "$2" ;;
  esac
  printf '00000000000\\000%s\\000 0' "$3"
  zeros 100
  printf 'ustar\\00000'
  zeros 247
  cat
  zeros $(((512 - $2 % 512) % 512))
}
archive_end() { zeros 1024; }
write_archive() {
  while [ $# -ge 4 ]; do
    if [ -n "$4" ]; then printf %s "$4" | archive_entry "$1" "$2" "$3"
    else archive_entry "$1" "$2" "$3" <"$folder/$1" || return
    fi
    shift 4
  done
  archive_end
}
look() {
  say image
  said=$(engine image inspect --format '{{println}}{{json .}}' -- "$image" 2>&1 >&3)
}
says() { printf '%s\\n' "$said" | grep -Eq -- "$1"; }
end() {
  forget_parts "$folder"
  say "$1"
  finish
}
tell_moves() {
  named=$(engine image inspect --format '{{.Id}}' -- "$image" 2>/dev/null) || return 0
  case $named in '' | *"$id") ;; *) say moves "$image" ;; esac
}
tell_image() {
  forget_parts "$folder"
  look && finish
  { ! says "$invalid" && says "$missing"; } || fail "$said"
  end still-missing
}
exec 3>&1
tell_moves
say loading
write_archive "$@" | engine load || end load-failed
tell_image`,
  'look-for-parts': `by=$1 program=$2 digits=$3 root=$4 bottom=$5
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
own_folder() {
  mkdir -m 700 -- "$1" 2>/dev/null && return
  [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ] && chmod 700 -- "$1"
}
parts_folder() {
  user=/var/tmp/berth-$(id -u)
  here=$user/$(uname -n | LC_ALL=C tr -c 'a-zA-Z0-9\\n-' _)
  folder=$here/$1
  for _ in 1 2 3; do
    own_folder "$user" && own_folder "$here" && own_folder "$folder" && return
  done
  fail "$folder cannot be made, or is another user's"
}
forget_parts() {
  rm -rf -- "$1"
  above=\${1%/*}
  rmdir -- "$above" "\${above%/*}" 2>/dev/null
  :
}
layers() {
  ids=$(engine image ls --all --quiet --no-trunc) || return
  ids=$(printf '%s\\n' "$ids" | sort -u)
  [ -z "$ids" ] || engine image inspect --format '{{json .RootFS.Layers}}' -- $ids | of_interest
}
of_interest() {
  case $bottom in
    '') tr -d '[]' | tr , '\\n' | sort -u | sed 's/.*/[&]/' ;;
    *) grep -F "[\\"$bottom\\"" | sort -u ;;
  esac
}
room() { LC_ALL=C df -Pk "$1" 2>/dev/null || sudo -n env LC_ALL=C df -Pk "$1"; }
parts_folder "$digits"
section layers layers
section every-layer test -e "$folder/every-layer"
section folder printf %s "$folder"
section folder-room room "$folder"
section engine-room room "$root"
section machine uname -m
section emulated grep -ls '^enabled' /proc/sys/fs/binfmt_misc/*`,
  'observe': `name=$1 image=$2 privilege=$3 program=$4 answered=$5 rootless=$6 endpoint=$7 usual=$8 folder=$9
shift 9
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
work=
trap '[ -z "$work" ] || rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM PIPE
make_room() {
  for room in /dev/shm "\${TMPDIR:-/tmp}"; do
    work=$room/berth-\${nonce:?}
    mkdir -m 700 "$work" 2>/dev/null || { work=; continue; }
    printf '%65536s' '' 2>/dev/null >"$work/room" && : >"$work/room" && break
    rm -rf "$work"
    work=
  done
  [ -n "$work" ] || fail "/dev/shm and \${TMPDIR:-/tmp} are full, or cannot be written"
}
keep() { section "$@" >"$work/$1.section"; }
tell_answers() {
  set -- "$work"/*.section
  [ "$(grep -l "^\${nonce:?} exit$" "$@" | wc -l)" -eq $# ] || fail "$work has no room for what the engine says"
  cat "$@"
}
by_socket() { as_engine curl -q -sS --noproxy '*' --unix-socket "$@"; }
has_api() {
  socket=\${usual#* unix://}
  [ "$socket" != "$usual" ] && [ -w "$socket" ] && command -v curl >/dev/null && is_led_nowhere
}
led_nowhere=
is_led_nowhere() {
  [ "$by" = plain ] || return
  [ -n "$led_nowhere" ] || { led_nowhere=no; finds_no_lead && led_nowhere=yes; }
  [ "$led_nowhere" = yes ]
}
finds_no_lead() {
  [ -n "\${HOME-}" ] || return
  [ -z "\${DOCKER_HOST-}\${DOCKER_CONTEXT-}\${DOCKER_TLS-}\${DOCKER_TLS_VERIFY-}\${DOCKER_API_VERSION-}" ] || return
  settings=\${DOCKER_CONFIG:-$HOME/.docker}/config.json
  [ ! -e "$settings" ] || leads_nowhere "$settings" || return
  client=$(command -v "$program") && [ ! -h "$client" ] || return
  case $(head -c 4 -- "$client") in ?ELF) ;; *) return 1 ;; esac
}
leads_nowhere() { [ -f "$1" ] && [ -r "$1" ] && ! grep -Eiq 'context|\\\\' -- "$1"; }
is_word() { case $1 in *[!a-zA-Z0-9_.:/@-]*) return 1 ;; esac; }
find_by_api() {
  has_api || return 1
  found=$(by_socket "$socket" --path-as-is -w '%{http_code}' "http://localhost$1" 2>/dev/null) || return 1
  case $found in
    *'
200') known=$2 end=0 ;;
    *'
404') known=$known_none end=4 ;;
    *) return 1 ;;
  esac
  found=$(printf '%s\\n' "\${found%????}" | LC_ALL=C sed -n -E -e "$known")
  [ -n "$found" ] && return $end
}
known_none='s/^\\{"message":"((no such image: [^" ]+: )?No such (container|image): [^" ]+)"\\}$/Error response from daemon: \\1/p'
texts='null|\\[("[^"]*",?)*\\]'
cover='s/\\\\./_/g'
up_to_state='^\\{"Id":"([0-9a-f]{64})","Created":"[^"]*","Path":"[^"]*","Args":('$texts'),"State":\\{"Status":"([a-z]+)",'
ask_api() {
  statuses='' left=$#
  has_api || return
  while [ "$left" -gt 0 ]; do
    set -- "$@" -o "$work/$by.$1.json" "http://localhost$2"
    shift 2
    left=$((left - 2))
  done
  statuses=$(by_socket "$socket" --path-as-is --fail-early -w '%{http_code} %{filename_effective};' "$@" \\
    2>/dev/null) || statuses=
}
tell() {
  answer=$work/$by.$1.json
  case ";$statuses" in
    *";200 $answer;"*) tell_answer "$1" ;;
    *";404 $answer;"*)
      none=$(find_in_answer "$known_none") && [ -n "$none" ] && keep "$by.$1" tell_none
      ;;
    *) return 1 ;;
  esac
}
tell_answer() {
  case $1 in
    info) known=$known_info ;;
    container) known=$known_container ;;
    list)
      known=$known_list
      if { read -r line <"$answer"; } 2>/dev/null && [ "$line" = '[]' ]; then keep "$by.list" true; return; fi
      ;;
    *) known=$known_image ;;
  esac
  keep "$by.$1" find_in_answer "$known"
  { read -r line; read -r line; read -r line; } <"$work/$by.$1.section" && [ -n "$line" ]
}
tell_none() {
  printf '%s\\n' "$none" >&2
  return 1
}
find_in_answer() { LC_ALL=C sed -n -E -e "$1" -- "$answer"; }
known_info='/^\\{"ID":".*,"ServerVersion":"[^"].*\\}$/p'
known_image='s/^\\{"Id":"(sha256:[0-9a-f]{64})",.*\\}$/\\1\\
&/p'
after_entrypoint='(,"NetworkDisabled":true)?(,"MacAddress":"[^"]*")?(,"OnBuild":('$texts'))?'
known_container='h
'$cover'
t covered
:covered
/"berth\\.launch":"[^"]/{
  s/,"Entrypoint":('$texts')'$after_entrypoint',"Labels":\\{("[^"]*":"[^"]*",)*"berth\\.launch":"[^"].*\\}$/}launched/
  t labels
  d
}
:labels
s/'$up_to_state'.*\\},"Image":"(sha256:[0-9a-f]{64})","ResolvConfPath":".*\\}(launched)?$/\\1 \\5 \\4 \\6/
t told
d
:told
G
p'
known_list=$cover'
/\\{"Id":".*\\{"Id":"/d
s/^\\[\\{"Id":"([0-9a-f]{64})","Names":\\["\\/([^",/ ]+)"\\],.*\\}\\]$/\\1 \\2/p'
ask_engine() {
  { tell info || keep "$by.info" engine info --format '{{json .}}'; } &
  if [ -z "$endpoint" ]; then :
  elif is_led_nowhere; then keep "$by.endpoint" echo "$usual"
  else keep "$by.endpoint" engine context inspect --format "$endpoint" &
  fi
}
ask_folder() {
  if [ -n "$folder" ]; then
    root=$(sed -n "s/.*\\"$folder\\": *\\"\\([^\\"]*\\)\\".*/\\1/p" "$work/$by.info.section" | head -n 1)
    [ -z "$root" ] || keep "$by.folder" stat -c %d:%i -- "$root" &
  fi
}
said_by_plain() {
  [ -f "$work/plain.info.section" ] && grep -Eq -- "$1" "$work/plain.info.section"
}
plain_settles() {
  if said_by_plain "$rootless"; then return 1; fi
  said_by_plain "$answered" || [ "$(id -u)" = 0 ]
}
linger() {
  if [ -e "/var/lib/systemd/linger/$(id -un)" ]; then echo yes
  elif command -v loginctl >/dev/null; then echo no
  else echo 'no logind'
  fi
}
this_host() {
  cat /proc/sys/kernel/hostname /proc/sys/kernel/osrelease
  sed -n 's/^MemTotal: *//p' /proc/meminfo
  cat /proc/sys/kernel/random/boot_id
}
ask_host() {
  if said_by_plain "$rootless"; then
    keep linger linger
    keep groups id -nG
  fi
  keep host this_host
}
make_room
inspected='{{.Id}} {{.Image}} {{.State.Status}} {{if index .Config.Labels "berth.launch"}}launched{{end}}'
named="/containers/json?all=1&filters=%7B%22name%22%3A%5B%22%5E%2F%3F$name%24%22%5D%7D"
look() {
  by=$1 id='' used='' state='' tagged=''
  shift
  if is_word "$name$image"; then
    ask_api info /info \${name:+list "$named" container "/containers/$name/json"} \${image:+local "/images/$image/json"}
  else ask_api info /info
  fi
  ask_engine
  { tell list || keep "$by.list" engine ps --all --no-trunc --format '{{.ID}} {{.Names}}'; } &
  [ -z "$name" ] || tell container ||
    keep "$by.container" engine container inspect --format "$inspected{{println}}{{json .}}" -- "$name" &
  [ -z "$image" ] || inspect_image local "$image" &
  wait
  ask_folder
  [ ! -f "$work/$by.container.section" ] ||
    { read -r id; read -r id; read -r id used state; } <"$work/$by.container.section"
  [ ! -f "$work/$by.local.section" ] || { read -r tagged; read -r tagged; read -r tagged; } <"$work/$by.local.section"
  case $id in '' | *[!0-9a-f]*) wait; return ;; esac
  [ "$state" != 'running launched' ] || keep "$by.inside" bounded engine exec --user 0 "$id" "$@" &
  [ -z "$used" ] || [ "$used" = "$tagged" ] || { ask_api used "/images/$used/json"; inspect_image used "$used"; } &
  wait
}
inspect_image() {
  tell "$1" ||
    keep "$by.$1" engine image inspect --format '{{.Id}}{{println}}{{json .}}' -- "$2"
}
case $privilege in
  plain) look plain "$@" ;;
  sudo) look sudo "$@" ;;
  *) look plain "$@"; plain_settles || look sudo "$@" ;;
esac
ask_host
tell_answers`,
  'remove-parts': `folder=$1 seen=$2 program=$3 passing=$4 none=$5
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
own_parts() {
  user=/var/tmp/berth-$(id -u)
  here=$user/$(uname -n | LC_ALL=C tr -c 'a-zA-Z0-9\\n-' _)
  case $1 in "$here"/*) ;; *) return 1 ;; esac
  name=\${1#"$here"/}
  case $name in *[!0-9a-f]*) return 1 ;; esac
  [ \${#name} = 64 ] || return 1
  for each in "$user" "$here" "$1"; do
    { [ -d "$each" ] && [ ! -L "$each" ] && [ -O "$each" ]; } || return 1
  done
}
look_at_parts() {
  changed=$(find "$1" -exec stat -c %Z -- {} + 2>/dev/null | sort -n | tail -n 1)
  held='closed'
  if ls -l /proc/[0-9]*/fd 2>/dev/null | grep -qF -- " -> $1/"; then held='open'; fi
}
tell_parts() {
  for parts in "/var/tmp/berth-$(id -u)"/*/*; do
    own_parts "$parts" || continue
    look_at_parts "$parts"
    kilobytes=$(du -sk -- "$parts" 2>/dev/null | cut -f 1)
    [ -z "$changed" ] || printf 'parts %s %s %s %s\\n' "$changed" "$((\${kilobytes:-0} * 1024))" "$held" "$parts"
  done
}
own_folder() {
  mkdir -m 700 -- "$1" 2>/dev/null && return
  [ -d "$1" ] && [ ! -L "$1" ] && [ -O "$1" ] && chmod 700 -- "$1"
}
parts_folder() {
  user=/var/tmp/berth-$(id -u)
  here=$user/$(uname -n | LC_ALL=C tr -c 'a-zA-Z0-9\\n-' _)
  folder=$here/$1
  for _ in 1 2 3; do
    own_folder "$user" && own_folder "$here" && own_folder "$folder" && return
  done
  fail "$folder cannot be made, or is another user's"
}
forget_parts() {
  rm -rf -- "$1"
  above=\${1%/*}
  rmdir -- "$above" "\${above%/*}" 2>/dev/null
  :
}
[ -e "$folder" ] || [ -L "$folder" ] || { say gone; finish; }
own_parts "$folder" || fail "$folder is not what a transfer of this user's has left"
look_at_parts "$folder"
if [ "$changed" != "$seen" ] || [ "$held" = open ]; then
  say changed
  finish
fi
answered='' silent=''
for by in plain sudo; do
  command -v "$program" >/dev/null || break
  if [ "$by" = sudo ]; then
    [ "$(id -u)" != 0 ] || continue
    sudo -n -l "$program" >/dev/null 2>&1 </dev/null || continue
  fi
  if said=$(engine image inspect --format '{{.Id}}' -- "$passing" 2>&1); then
    said=$(engine image rm -- "$passing" 2>&1) || fail "the image $passing could not be removed: $said"
    answered=yes
  elif printf '%s\\n' "$said" | grep -Eq -- "$none"; then answered=yes
  else silent=$said
  fi
done
[ -n "$answered" ] || [ -z "$silent" ] || fail "$program did not say whether it has the image $passing: $silent"
forget_parts "$folder"
[ ! -e "$folder" ] || fail "$folder could not be removed"
say gone`,
  'save-container': `by=$1 program=$2 id=$3 template=$4 label=$5 mark=$6 root=$7 flags=$8
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
passing_images() { engine image ls --quiet --no-trunc --filter "label=$label\${1:+=$1}"; }
remove_passing() { engine image rm --no-prune -- "$1" >/dev/null; }
forget_passing() {
  forgot=1
  for image in $(passing_images "$1"); do
    remove_passing "$image" && forgot=0
  done
  return $forgot
}
sweep_passing() {
  for image in $(passing_images); do
    since=$(engine image inspect --format "{{index .Config.Labels \\"$label.since\\"}}" -- "$image") || continue
    case $since in '' | *[!0-9]*) continue ;; esac
    [ $(($(date +%s) - since)) -lt 3600 ] || remove_passing "$image"
  done
}
trap '' PIPE
trap 'exit 1' HUP INT TERM
refuse() {
  printf '%s\\n' "$1" >&2
  exit 1
}
match=$(engine container inspect --size --format "$template" -- "$id") || exit
set -- $match
[ "\${3-}" = match ] || refuse 'the container no longer has the id and the labels that were observed; nothing was done'
base=$1 changed=$2
room=$(LC_ALL=C df -Pk "$root" 2>/dev/null || sudo -n env LC_ALL=C df -Pk "$root" 2>/dev/null)
free=$(printf '%s\\n' "$room" | sed -n '$s/^.* \\([0-9][0-9]*\\)  *[0-9][0-9]*% .*/\\1/p')
case $free$changed in
  *[!0-9]*) ;;
  *)
    [ -z "$free" ] || [ $((changed / 1024)) -lt "$free" ] ||
      refuse "there is no room for a copy of what was changed in the container: it needs $((changed / 1000000)) MB where $root is, and $((free / 1000)) MB are free there" ;;
esac
sweep_passing
made=
forget() {
  trap '' HUP INT TERM
  if [ -n "$made" ]; then remove_passing "$made"; else forget_passing "$mark"; fi
}
trap forget EXIT
echo making
made=$(engine commit --pause=false --change "LABEL $label=$mark" --change "LABEL $label.since=$(date +%s)" "$id") || {
  made=
  exit 1
}
engine save $flags -- "$base" "$made"`,
  'save': `by=$1 program=$2
PATH=\${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH
engine() { as_engine "$program" "$@"; }
as_engine() {
  case $by in
    sudo) sudo -n \${preserve:+"--preserve-env=$preserve"} "$@" ;;
    *) "$@" ;;
  esac
}
case $program in
  podman) engine save --quiet --format docker-archive -- "$3" ;;
  *) engine save -- "$3" ;;
esac`,
}

#!/bin/sh
# Makes an image of the parts in the folder and of layers that the engine may have as they were sent once, which it does
# not tell: under a passing name first, since what it makes of layers that it lacks, or that are damaged, has a name and
# cannot be used. Only an image that is whole gets its name. Where one is not that lacks layers, it is noted in the
# folder that every layer is wanted there.
# Words: what the image is called, the folder, what the engine says of an invalid reference and of a missing image, the
# id that the image is to have, the passing name, the bytes of all parts, `every` or `some` for the layers that are
# there; then for each file of the archive its name, size, checksum and text, which is empty for a part.
by=$1 program=$2 image=$3 folder=$4 invalid=$5 missing=$6 id=$7 passing=$8 bytes=$9
shift 9
layers=$1
shift
. ./functions/engine.sh
. ./functions/parts-folder.sh
. ./functions/archive-out.sh
. ./functions/load-parts.sh
exec 3>&1
trap take_away EXIT
trap 'exit 1' HUP INT TERM PIPE

take_away() { engine image rm -- "$passing" >/dev/null 2>&1; }

# Lists leave out what is not whole, of some versions; what is written out lacks it, of every one.
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
[ -z "$said" ] || printf '%s\n' "$said" >&2
if [ "$code" = 0 ] && is_whole; then
  engine image tag -- "$passing" "$image" || end load-failed
  # Before the folder goes, by which what is left would be found.
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
finish

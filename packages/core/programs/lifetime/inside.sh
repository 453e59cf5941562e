#!/bin/sh
# Tells what Berth wrote down in this container: how far the container came, and who uses it. Changes nothing, and
# believes nothing: which of it is about this very container is for the reader to say. Argument: Berth's folder.
folder=$1
. ./functions/process-identity.sh

# tell WORD FILE: the first line of a file, if there is such a file.
tell() {
  [ -e "$2" ] || return 0
  line=
  { read -r line <"$2"; } 2>/dev/null
  printf '%s %s\n' "$1" "$line"
}

echo 'inside 1'
echo "now $(date +%s)"
boot='' up=''
{ read -r boot </proc/sys/kernel/random/boot_id; } 2>/dev/null
{ read -r up _ </proc/uptime; } 2>/dev/null
echo "uptime $boot ${up%%.*}"
tell lease "$folder/lease"
tell marker "$folder/provisioned"

# The highest claim on provisioning holds for as long as the process that it names lives.
last=0
for file in "$folder"/provisioned.claims/[0-9]*; do
  number=${file##*/}
  case $number in *[!0-9]*) continue ;; esac
  if [ "$number" -gt "$last" ]; then last=$number; fi
done
if [ "$last" -gt 0 ] && read -r run launch pid ticks on <"$folder/provisioned.claims/$last"; then
  identity "$pid"
  if [ -n "$now" ] && [ "$now $boot" = "$ticks $on" ]; then echo "provisioning $launch $run"; fi
fi

tell committed "$folder/committed"
for file in "$folder"/seals/*; do tell seal "$file"; done
for file in "$folder"/claims/*; do tell "claim ${file##*/}" "$file"; done
echo end

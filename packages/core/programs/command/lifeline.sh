#!/bin/sh
# Runs a command for as long as lines come on standard input: where none comes for so long, or the input ends, as it
# does when Berth goes away, all of it is ended, and this program exits with 75.
# Arguments: the program that ends a tree; the grace, in hundredths of a second; the program that hears the lines; how
# many seconds may pass without one; whether the first line is the command's own input, `yes` or `no`; the command.
exec 3<&0 4>&2 2>/dev/null
# What the user's environment says to shells would pass the line on, or tell it.
set +ax
unset berth_line
# A line without an end is a part of one: nobody is there any more, and nothing has begun.
[ "$5" = no ] || IFS= read -r berth_line <&3 || exit 75
{ [ -z "$berth_line" ] || printf '%s\n' "$berth_line"; } 3<&- 4>&- | (shift 5; exec "$@" 2>&4 3<&- 4>&-) &
command=$!
unset berth_line
(
  if command -v bash >/dev/null 2>&1; then shell='bash'; else shell='sh'; fi
  exec "$shell" -c "$3" berth-hear "BERTH_EXEC=$BERTH_EXEC" "$2" "$1" "$4" <&3 3<&- 4>&- >/dev/null
) &
hearing=$!
wait $command
code=$?
kill $hearing
wait $hearing
[ $? = 75 ] && exit 75
exit $code

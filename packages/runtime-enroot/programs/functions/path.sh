#!/bin/sh
# Where commands are looked for after the places that the login says: what starts a login for a command may leave out
# /usr/local/bin (dropbear), or where snaps are.
PATH=${PATH:+$PATH:}/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/snap/bin
export PATH

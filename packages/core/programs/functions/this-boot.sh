#!/bin/sh
# Sets `boot`: what tells the processes that are numbered here from those of any other machine, of another boot of this
# one and of another container, be they of one name. Where nothing of it can be told, names have to do.
boot=$(cat /proc/sys/kernel/random/boot_id 2>/dev/null)@$(readlink /proc/self/ns/pid 2>/dev/null)

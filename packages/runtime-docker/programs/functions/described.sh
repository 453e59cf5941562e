#!/bin/sh
# How the engine's own interface describes a container, up to its state. A string in JSON has no quotation mark within,
# once what is escaped in it is covered: then no label, variable or argument of a user's can be taken for a member of
# what is described.
texts='null|\[("[^"]*",?)*\]'
cover='s/\\./_/g'
up_to_state='^\{"Id":"([0-9a-f]{64})","Created":"[^"]*","Path":"[^"]*","Args":('$texts'),"State":\{"Status":"([a-z]+)",'

#!/system/bin/sh
# The phone's init: starts what runs in it, then adopts and buries orphans until that ends.
HOSTNAME=$1 /apex/dev.porthole.phone/node /apex/dev.porthole.phone/project/tests/phone/main.ts &
wait $!

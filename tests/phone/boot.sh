#!/bin/sh
# The phone's first process, in fresh mount, pid, network, uts and ipc namespaces: joins its root
# together, moves into it, waits until its network stands, and starts what runs in it.
# Usage: boot.sh <root> <project> <node> <host name> <profile>
set -eu
root=$1 project=$2 node=$3 name=$4 profile=$5
own=$root/apex/dev.porthole.phone

mount --bind "$root" "$root"
mount -o bind,ro /usr/lib "$root/usr/lib"
if [ -d /usr/lib64 ]; then mount -o bind,ro /usr/lib64 "$root/usr/lib64"; fi
mount -o bind,ro "$node" "$own/node"
mount -o bind,ro "$project/tests/phone" "$own/project/tests/phone"
mount -o bind,ro "$project/package.json" "$own/project/package.json"

# As init does since Android 7: only the group readproc sees other users' processes.
mount -t proc -o hidepid=2,gid=3009 proc "$root/proc"
mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty; do
	: >"$root/dev/$device"
	mount --bind "/dev/$device" "$root/dev/$device"
done
mkdir "$root/dev/pts" "$root/dev/socket"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"

# The one set-uid program of a rooted phone; the file system of the root may not allow any.
if [ -f "$own/bin/become" ]; then
	mount -t tmpfs -o mode=755,suid tmpfs "$own/su"
	cp "$own/bin/become" "$own/su/become"
	chmod 4755 "$own/su/become"
fi

cd "$root"
pivot_root . .
umount -l .

sys=/proc/sys
echo "$name" >$sys/kernel/hostname
echo '0 2147483647' >$sys/net/ipv4/ping_group_range
echo 0 >$sys/net/ipv6/conf/default/accept_dad

# The firewall: rules of netd, a vendor and AFWall, as iptables has them in the kernel. One text for both families.
rules=/apex/dev.porthole.phone/project/tests/phone/profiles/$profile/netfilter.txt
/system/bin/iptables-restore <$rules
/system/bin/ip6tables-restore <$rules

echo booted
read -r _go

exec /system/bin/sh /apex/dev.porthole.phone/project/tests/phone/init.sh "$name"

// Bug reports as AOSP's dumpstate writes them, by our own hand: the parts that tests look at, other values.

const BAR = '='.repeat(56);
const RULE = '-'.repeat(79);

const header = (time: string): string =>
	`${BAR}\n== dumpstate: ${time}\n${BAR}\n\nBuild: ABC1.230101.001\nKernel: Linux version 5.10\nUptime: up 0 weeks, 1 day\n`;

const PROPERTIES = `[persist.sys.timezone]: [America/New_York]
[ro.build.type]: [user]
[ro.build.version.release]: [14]
[ro.build.version.sdk]: [34]
[ro.product.manufacturer]: [Example]
[ro.product.model]: [Slate 9]
[sys.boot.reason]: [reboot
several lines]`;

const NET_DEV = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:    1200      12    0    0    0     0          0         0     1200      12    0    0    0     0       0          0
 wlan0:  500000     400    0    1    0     0          0         0   300000     350    0    0    0     0       0          0`;

const NETSTATS = `Active interfaces:
BPF map content:
  mAppUidStatsMap:
    uid rxBytes rxPackets txBytes txPackets
    10123 9000 90 1000 10
    1000 400 4 300 3
  mStatsMapA:
    ifaceIndex ifaceName tag_hex uid_int cnt_set rxBytes rxPackets txBytes txPackets`;

const PACKAGES = `Packages:
  Package [com.example.courier] (1a2b3c):
    appId=10123
    User 0: ceDataInode=1 installed=true hidden=false
    User 10: ceDataInode=1 installed=false hidden=false`;

const section = (title: string, text: string, took = '0.012'): string =>
	`------ ${title} ------\n${text}\n------ ${took}s was the duration of '${title.replace(/ \(.*/, '')}' ------\n\n`;

const service = (name: string, text: string): string =>
	`${RULE}\nDUMP OF SERVICE ${name}:\n${text}\n--------- 0.034s was the duration of dumpsys ${name.split(' ').at(-1) ?? ''}, ending at: 2023-07-01 12:00:09\n`;

/** Android 14. */
export const MODERN = [
	header('2023-07-01 12:00:07'),
	'Dumpstate info: id=1 pid=999\n\n',
	'------ DUMPSYS CRITICAL (/system/bin/dumpsys) ------\n',
	service('CRITICAL SurfaceFlinger', 'nothing of ours'),
	"------ 0.9s was the duration of 'DUMPSYS CRITICAL' ------\n",
	section('SYSTEM LOG (logcat -v threadtime -d *:v)', '--------- beginning of main\n07-01 x'),
	section('SYSTEM PROPERTIES (getprop)', PROPERTIES),
	section('NETWORK DEV INFO (/proc/net/dev)', NET_DEV),
	section(
		'ARP CACHE (ip -4 neigh show)',
		'192.168.1.1 dev wlan0 lladdr 02:00:5e:00:53:01 REACHABLE',
	),
	section('IPv6 ND CACHE (ip -6 neigh show)', "*** command 'ip -6 neigh show' failed: exit code 1"),
	'*** Error dumping /proc/net/xt_qtaguid/stats (QTAGUID STATS INFO): No such file or directory\n',
	'------ DUMPSYS (/system/bin/dumpsys) ------\n',
	service('HIGH netstats', 'Active interfaces:'),
	service('netstats', NETSTATS),
	service('package', PACKAGES),
	"------ 20.5s was the duration of 'DUMPSYS' ------\n",
	`${BAR}\n== dumpstate: done (id 1)\n${BAR}\n`,
].join('');

/** Android 4.4: no durations, commands between brackets where they took a second. */
export const OLD = [
	header('2014-02-03 04:05:06'),
	'\n------ SYSTEM PROPERTIES ------\n',
	'[ro.build.version.sdk]: [19]\n[ro.build.version.release]: [4.4.2]\n\n',
	'------ NETWORK INTERFACES (netcfg) ------\n*** netcfg: Exit code 255\n[netcfg: 0.1s elapsed]\n\n',
	'------ QTAGUID STATS INFO (/proc/net/xt_qtaguid/stats: 2014-02-03 04:05:00) ------\n',
	'idx iface acct_tag_hex uid_tag_int cnt_set rx_bytes rx_packets tx_bytes tx_packets\n',
	'2 wlan0 0x0 10045 0 700 7 90 1\n3 wlan0 0x0 10045 1 300 3 10 1\n\n',
	'------ ARP CACHE (/proc/net/arp) ------\n',
	'IP address       HW type     Flags       HW address            Mask     Device\n',
	'192.168.1.1      0x1         0x2         02:00:5e:00:53:01     *        wlan0\n\n',
	'------ DUMPSYS (dumpsys) ------\n',
	`Currently running services:\n  netstats\n${RULE}\n`,
	'DUMP OF SERVICE package:\nPackages:\n  Package [com.example.old] (41a0):\n    userId=10045 gids=[3003]\n',
	`${RULE}\nDUMP OF SERVICE netstats:\nActive interfaces:\n[dumpsys: 20.1s elapsed]\n`,
].join('');

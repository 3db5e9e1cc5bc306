/** What one is looking at, reading by reading. */
export const meanings = {
	rules: [
		'A packet meets the chains of a table in turn. In a chain the first rule that fits and decides wins; RETURN goes back to the chain before, and what no rule decided on meets the policy.',
		'A counter says how many packets fitted the rule since it was added. AFWall+ adds its rules anew at every change of network: its counters begin again then.',
		'Only packets that leave have an app, and the app is the one that opened the socket. Android asks DNS for all apps, as root.',
		'From Android 9 or 10 on Doze, app standby and battery saver live in eBPF: that their chains are missing here is normal. A firewall that works as a VPN (NetGuard, RethinkDNS) has no rules here at all.',
		'Never empty a built-in chain (-F): the ways to Android\u2019s own chains go with it, until the phone starts again.',
	],
	log: [
		'A rule with the target LOG writes one line per packet, under the prefix of its own; AFWall+ writes {AFL}. A rule that logs does not block by that.',
		'The uid is that of whoever opened the socket. Packets that came in, answers of the kernel and closing connections have none.',
		'The log is a ring: old lines go when new ones come. Reading /proc/kmsg would take lines away from the phone; Porthole never does.',
	],
	map: [
		'From Android 9 on the kernel asks a small table for each packet of an app: may this uid use the network now? Android fills it for Doze, app standby, battery saver, data saver and VPNs.',
		'A chain works only while it is on. In some an app must be listed to pass (Doze, battery saver, background), in others to be refused (app standby, cut off by a tool).',
		'What is refused on its way out is in no counter of the app; what came in is counted first and refused then.',
	],
	policy: [
		'What Settings say about data: data saver, limits, and which app may use metered networks in the background.',
		'It changes from second to second: an app in front is let through, and held back again when it leaves.',
	],
} as const;

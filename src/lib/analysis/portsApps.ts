import type { KnownPort } from '../model/port.ts';

/** Ports of what people do: the web, mail, messages, calls, media, VPNs. */
export const APP_PORTS: readonly KnownPort[] = [
	{
		...{ protocol: 'tcp', ports: [80], title: 'HTTP', iana: 'http', service: 'http' },
		contacted:
			'The web in clear text: everybody on the way reads it. Android itself uses it to find out whether a network wants a login (generate_204).',
		open: 'A web server: an app that shares files or offers remote control.',
		concern: { contacted: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [443], title: 'HTTPS', iana: 'https', service: 'tls' },
		contacted: 'The encrypted web, and what hides as such: most apps, many VPNs. Normal.',
		open: 'An encrypted web server on the phone.',
	},
	{
		...{ protocol: 'udp', ports: [443], title: 'HTTP/3', iana: 'https', service: 'quic' },
		contacted: 'The encrypted web over QUIC; also DNS over HTTP/3, and some VPNs. Normal.',
	},
	{
		...{ protocol: 'udp', ports: [80], title: 'QUIC', service: 'quic' },
		contacted: 'The encrypted web over QUIC, on an unusual port.',
	},
	{
		...{ protocol: 'tcp', ports: [8080], also: [8000, 8888], title: 'HTTP', iana: 'http-alt' },
		service: 'http',
		contacted: 'The web on a port of its own, most likely in clear text; or a proxy.',
		open: 'A web server: file sharing, remote control, or PCAPdroid on 8080.',
		concern: { contacted: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [8443], title: 'HTTPS', iana: 'pcsync-https', service: 'tls' },
		contacted: 'The encrypted web on a port of its own; also the control of a TV.',
		open: 'An encrypted web server on the phone.',
	},
	{
		...{ protocol: 'tcp', ports: [25], title: 'Mail', iana: 'smtp', service: 'smtp' },
		contacted:
			'Delivers mail from server to server. Phones have no reason to: mail apps use 465 and 587, spam programs use this.',
		concern: { contacted: 'warn', open: 'danger' },
		open: 'A mail server on a phone: it should not be there.',
	},
	{
		...{ protocol: 'tcp', ports: [465], title: 'Mail sending', iana: 'submissions' },
		service: 'tls',
		contacted: 'Sends mail, encrypted.',
	},
	{
		...{ protocol: 'tcp', ports: [587], title: 'Mail sending', iana: 'submission' },
		service: 'smtp',
		contacted: 'Sends mail; it begins in clear text and should switch to TLS at once.',
	},
	{
		...{ protocol: 'tcp', ports: [110], title: 'POP3', iana: 'pop3', service: 'pop3' },
		contacted: 'Fetches mail; in clear text, unless it switches to TLS.',
		concern: { contacted: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [995], title: 'POP3S', iana: 'pop3s', service: 'tls' },
		contacted: 'Fetches mail, encrypted.',
	},
	{
		...{ protocol: 'tcp', ports: [143], title: 'IMAP', iana: 'imap', service: 'imap' },
		contacted: 'Reads mail; in clear text, unless it switches to TLS.',
		concern: { contacted: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [993], title: 'IMAPS', iana: 'imaps', service: 'tls' },
		contacted: 'Reads mail, encrypted. It stays open to hear of new mail (IDLE).',
	},
	{
		...{ protocol: 'tcp', ports: [5222], title: 'XMPP', iana: 'xmpp-client', service: 'xmpp' },
		contacted: 'A long connection for messages and push: XMPP, WhatsApp, makers of phones.',
	},
	{
		...{ protocol: 'tcp', ports: [5223], title: 'Push', service: 'tls' },
		contacted: 'A long encrypted connection for messages and push (Samsung, Xiaomi, XMPP).',
	},
	{ protocol: 'tcp', ports: [5269], title: 'XMPP', iana: 'xmpp-server', service: 'xmpp' },
	{
		...{ protocol: 'tcp', ports: [1883], title: 'MQTT', iana: 'mqtt', service: 'mqtt' },
		contacted: 'Short messages of apps and smart devices, in clear text.',
		open: 'A broker for messages of smart devices.',
		concern: { contacted: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [8883], title: 'MQTT over TLS', iana: 'secure-mqtt' },
		service: 'tls',
		contacted: 'Short messages of apps and smart devices, encrypted.',
		open: 'A broker for messages of smart devices.',
	},
	{
		...{ protocol: 'both', ports: [3478], also: [3479], title: 'STUN', iana: 'stun' },
		service: 'stun',
		contacted:
			"A call looks for the phone's public address, or is relayed (TURN). Beside a VPN this can show the real address.",
	},
	{
		...{ protocol: 'tcp', ports: [5349], title: 'STUN over TLS', iana: 'stuns', service: 'tls' },
		contacted: 'A call looks for its public address or is relayed, encrypted.',
	},
	{
		...{ protocol: 'udp', ports: [5349], title: 'STUN over DTLS', iana: 'stuns', service: 'stun' },
		contacted: 'A call looks for its public address or is relayed, encrypted.',
	},
	{
		...{ protocol: 'udp', ports: [[19302, 19304]], title: 'Google STUN', service: 'stun' },
		contacted: "A call in a browser or app looks for the phone's public address.",
	},
	{
		...{ protocol: 'udp', ports: [[19305, 19309]], title: 'Google Meet', service: 'stun' },
		contacted: 'Sound and picture of a call.',
	},
	{
		...{ protocol: 'udp', ports: [5004], title: 'RTP', iana: 'avt-profile-1', service: 'rtp' },
		contacted: 'Sound or picture of a call or a stream.',
		open: 'Sound or picture of a call or a stream.',
	},
	{
		...{ protocol: 'udp', ports: [5005], title: 'RTCP', iana: 'avt-profile-2', service: 'rtcp' },
		contacted: 'Reports how well a call or stream arrives.',
		open: 'Reports how well a call or stream arrives.',
	},
	{
		...{ protocol: 'tcp', ports: [554], title: 'RTSP', iana: 'rtsp', service: 'rtsp' },
		contacted: 'Watches a camera or a stream.',
		open: 'The phone is a camera for others: an app that streams its picture.',
	},
	{
		...{ protocol: 'tcp', ports: [8554], title: 'RTSP', iana: 'rtsp-alt', service: 'rtsp' },
		contacted: 'Watches a camera or a stream.',
		open: 'The phone is a camera for others: an app that streams its picture.',
	},
	{
		...{ protocol: 'tcp', ports: [1935], title: 'RTMP', iana: 'macromedia-fcs' },
		contacted: 'Sends a live stream, such as to a video platform.',
	},
	{
		...{ protocol: 'tcp', ports: [4070], title: 'Spotify' },
		contacted: 'Spotify, where 443 and 80 do not work.',
	},
	{
		...{ protocol: 'both', ports: [4244, 5242, 5243, 7985], title: 'Viber' },
		contacted: 'Messages and calls of Viber.',
	},
	{
		...{ protocol: 'udp', ports: [[27015, 27050]], title: 'Game' },
		contacted: 'A game server.',
	},
	{
		...{ protocol: 'both', ports: [1194], title: 'OpenVPN', iana: 'openvpn', service: 'openvpn' },
		contacted: 'A VPN: what is inside cannot be seen here.',
	},
	{
		...{ protocol: 'udp', ports: [51820], title: 'WireGuard', service: 'wireguard' },
		contacted: 'A VPN: what is inside cannot be seen here.',
		open: 'One end of a VPN: normal for a VPN app.',
	},
	{
		...{ protocol: 'udp', ports: [41641], title: 'Tailscale', service: 'wireguard' },
		contacted: 'A VPN between own devices.',
		open: 'One end of a VPN between own devices: normal for Tailscale.',
	},
	{
		...{ protocol: 'tcp', ports: [1080], title: 'SOCKS proxy', iana: 'socks', service: 'socks' },
		contacted: 'Goes through a proxy.',
		open: 'A proxy on the phone: whoever reaches it surfs in its name.',
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [9050, 9150], title: 'Tor', service: 'socks' },
		contacted: 'Goes through Tor on this phone.',
		open: 'The way into Tor: meant for this phone alone.',
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'tcp', ports: [9051], title: 'Tor control' },
		contacted: 'Controls Tor on this phone.',
		open: 'Controls Tor: meant for this phone alone.',
		concern: { open: 'warn' },
	},
	{
		...{ protocol: 'both', ports: [[6881, 6889]], title: 'BitTorrent', service: 'bittorrent' },
		contacted: 'Shares files between many computers.',
		open: 'Shares files between many computers: a torrent app.',
	},
	{
		...{ protocol: 'udp', ports: [21027], title: 'Syncthing' },
		open: 'Syncthing looks for its other devices in the local network.',
	},
	{
		...{ protocol: 'both', ports: [22000], title: 'Syncthing' },
		contacted: 'Syncs files with another device.',
		open: 'Syncs files with other devices while Syncthing runs.',
	},
];

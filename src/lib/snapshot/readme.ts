/** What the zip says of itself to somebody who opens it with something else. */
export const README = `A Porthole snapshot: what an Android phone did on the network, as it was seen at one time.

Open it in Porthole (drop the .porthole file on the page), or look inside with any zip tool:

snapshot.json            everything that was understood: the phone, the apps, the sockets, the flows
readings/<probe>.txt     what the phone itself printed, word for word
readings/<probe>.stderr.txt   what it printed as an error
capture.pcap, capture.pcapng  the captured packets as they were; Wireshark opens them

It holds everything that was seen, private things too: host names, addresses, serial numbers, and with a
capture the packets themselves. To show somebody the outline alone, share a link from Porthole instead.

The format is described in docs/formats.md of Porthole's source.
`;

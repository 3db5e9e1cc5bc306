// One run of tshark answers all of these, so they share a worker.
import './captures.ts';
import './services.ts';
import './tcpAnalysis.ts';

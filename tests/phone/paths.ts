// Where things lie inside the phone. What is not Android's own is under one folder.

/** Programs the phone needs and Android does not have, and this folder's own sources. */
export const OWN = '/apex/dev.porthole.phone';
export const TOOLS = `${OWN}/bin`;
export const SOURCES = `${OWN}/project/tests/phone`;
export const NODE = `${OWN}/node`;

/** Sockets towards the outside; closed to the phone's users. */
const RUN = '/run';
export const ADB_SOCKET = `${RUN}/adb.sock`;
export const CONTROL_SOCKET = `${RUN}/control.sock`;
export const CONFIG = `${RUN}/config.json`;
export const SU_FOLDER = `${OWN}/su`;

export const ADB_KEYS = '/data/misc/adb/adb_keys';
/** Where getprop, dumpsys, pm, cmd, settings and am ask the phone's services. */
export const SERVICE_SOCKET = '/dev/socket/services';
/** Where apps ask for names on phones whose resolver asks for them (abstract: no folder to own). */
export const DNS_PROXY_SOCKET = '\0dnsproxyd';
export const QTAGUID = '/dev/qtaguid';
/** There while the root manager says no. */
export const SU_DENIED = '/dev/su-denied';
/** A tcpdump that hears what the firewall logs. */
export const KLOGD = `${TOOLS}/klogd`;
/** What `dmesg` prints, for root alone; and logd's copy, for the group log. */
export const DMESG = '/dev/dmesg.log';
export const LOGCAT_KERNEL = '/dev/logcat-kernel.log';
/** The certificate that the apps trust. */
export const CA_FILE = '/system/etc/security/world.pem';

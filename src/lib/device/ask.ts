import { err, ok, type Result } from '../base/result.ts';
import type { ConnectionFailure } from '../model/failure.ts';
import { serialOf } from './serial.ts';

/** The interface of ADB, AOSP `adb.h`: ADB_CLASS, ADB_SUBCLASS, ADB_PROTOCOL. */
const ADB = { classCode: 0xff, subclassCode: 0x42, protocolCode: 1 };

/** What is asked of the browser here; `globalThis` in a page. */
export interface Browser {
	readonly isSecureContext: boolean;
	readonly navigator: { readonly usb?: Pick<USB, 'requestDevice'> | undefined };
}

/**
 * Lets the person pick a phone, in the browser's own dialog, and gives its serial. Needs a click, and a page: a
 * thread has no dialog. The device thread has the permission at once.
 */
export async function askForPhone(
	browser: Browser = globalThis,
): Promise<Result<string, ConnectionFailure>> {
	// An insecure page has no navigator.usb either: the reason with a remedy comes first.
	if (!browser.isSecureContext) return err({ kind: 'insecure-context' });
	const { usb } = browser.navigator;
	if (usb === undefined) return err({ kind: 'no-webusb' });
	try {
		return ok(serialOf(await usb.requestDevice({ filters: [ADB] })));
	} catch (error) {
		return err(refusal(error));
	}
}

/** WebUSB 4: NotFoundError is a closed dialog, SecurityError a page that may not ask. */
function refusal(error: unknown): ConnectionFailure {
	if (error instanceof Error && error.name === 'NotFoundError') return { kind: 'nothing-chosen' };
	return { kind: 'broken', message: error instanceof Error ? error.message : String(error) };
}

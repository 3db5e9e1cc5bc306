import { expose } from 'comlink';
import { createBrowserDevice } from '#lib/device/browserDevice.ts';

// Exposed before anything is awaited: a message that comes earlier is lost, and its caller waits for ever.
expose(createBrowserDevice(navigator));

import { expose } from 'comlink';
import { createReportReader } from '#lib/report/reader.ts';

// Exposed before anything is awaited: a message that comes earlier is lost, and its caller waits for ever.
expose(createReportReader());

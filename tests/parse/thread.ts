// A thread that feeds parsers: one that hangs can be ended from outside.
import { parentPort } from 'node:worker_threads';
import { doJob, type Job } from './hostileJobs.ts';

parentPort?.on('message', (job: Job) => {
	parentPort?.postMessage(doJob(job));
});

import { expect, test } from 'vitest';
import { parsePmListPackages } from './pmListPackages.ts';

const read = (text: string) => {
	const result = parsePmListPackages(text);
	return result.ok ? result.value : result.error;
};

test.each([
	['package:com.x uid:10123', 'com.x', [10123]],
	['package:android uid:1000', 'android', [1000]],
	['package:/data/app/~~kQ==/com.x-8Q==/base.apk=com.x uid:10123', 'com.x', [10123]],
	['package:/system/app/A B=C/base.apk=com.x versionCode:34 uid:10123', 'com.x', [10123]],
	['package:com.x installer=com.android.vending uid:10123', 'com.x', [10123]],
	['package:com.x  installer=null uid:10123', 'com.x', [10123]],
	[
		'package:/data/app/x=1/base.apk=com.x versionCode:3  installer=com.y uid:10123,99910123',
		'com.x',
		[10123, 99910123],
	],
	['package:com.x versionCode:3 stopped=false installer=null uid:10123', 'com.x', [10123]],
	['package:com.x uid:10123,1010123', 'com.x', [10123, 1010123]],
])('reads %s', (line, name, uids) => {
	expect(read(`${line}\r\n`)).toEqual(uids.map((uid) => ({ name, uid })));
});

test('says that an old pm gives no uids', () => {
	expect(read('package:com.x\npackage:com.y')).toMatchObject({ kind: 'absent' });
	expect(read('package:/data/app/com.x-1.apk=com.x')).toMatchObject({ kind: 'absent' });
	expect(read('Error: Unknown option: -U\n')).toMatchObject({ kind: 'absent' });
});

test('leaves out the complaint about a user who may not be seen', () => {
	const text =
		'package:com.x uid:10123\nError: java.lang.SecurityException: no\n\tat com.android.server.Y.z(Y.java:1)\n';
	expect(read(text)).toEqual([{ name: 'com.x', uid: 10123 }]);
});

test.each([
	'package:com.x uid:-5',
	'package:com.x uid:99999999999',
	'package:<b>x</b> uid:10001',
	'what',
])('names the line %s', (line) => {
	expect(read(`package:com.a uid:10001\n${line}`)).toMatchObject({ line: 2, text: line });
});

import { expect, test } from 'vitest';
import { parseDumpsysPackages } from './dumpsysPackages.ts';

const read = (text: string) => {
	const result = parseDumpsysPackages(text);
	return result.ok ? result.value : result.error;
};

test('reads appId of Android 14 for each user who has the package', () => {
	const text = `Packages:
  Package [org.example.app] (3f2a91b):
    appId=10123
    pkg=Package{8c1d20e org.example.app}
    User 0: ceDataInode=491 installed=true hidden=false
    User 10: ceDataInode=0 installed=false hidden=false
    User 11: ceDataInode=493 installed=true hidden=false
`;
	expect(read(text)).toEqual([
		{ name: 'org.example.app', uid: 10123 },
		{ name: 'org.example.app', uid: 1110123 },
	]);
});

test('reads Android 4.0, which knows one user', () => {
	expect(read('Packages:\n  Package [com.x] (41):\n    userId=10001 gids=[3003, 1015]\n')).toEqual([
		{ name: 'com.x', uid: 10001 },
	]);
});

test('leaves uids of permissions and shared users alone', () => {
	const text = `Permissions:
  Permission [com.x.P] (1):
    sourcePackage=com.x
    uid=10009 gids=null type=0 prot=signature
Packages:
  Package [com.x] (41):
    userId=10001
    uid=5
Shared users:
  SharedUser [android.uid.y] (2):
    userId=10002
`;
	expect(read(text)).toEqual([{ name: 'com.x', uid: 10001 }]);
});

test('names the block that has no id, unless the time ran out in it', () => {
	const cut = 'Packages:\n  Package [com.x] (41):\n    userId=10001\n  Package [com.y] (42):\n';
	expect(read(cut)).toMatchObject({ line: 4, text: '  Package [com.y] (42):' });
	expect(read(`${cut}*** SERVICE 'package' DUMP TIMEOUT (10000ms) EXPIRED ***\n`)).toEqual([
		{ name: 'com.x', uid: 10001 },
	]);
});

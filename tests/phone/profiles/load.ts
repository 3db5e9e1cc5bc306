// The phones there are, by name.
import { old9 } from './old-9/profile.ts';
import { pixel14 } from './pixel-14/profile.ts';
import type { PhoneProfile, ProfileName } from './profile.ts';
import { rooted13 } from './rooted-13/profile.ts';

const PROFILES: Readonly<Record<ProfileName, PhoneProfile>> = {
	'pixel-14': pixel14,
	'rooted-13': rooted13,
	'old-9': old9,
};

export function loadProfile(name: ProfileName): PhoneProfile {
	return PROFILES[name];
}

/*
 * libudev.so.1 for a machine whose only USB devices are those of our bus: the functions that Chromium
 * looks up (device/udev_linux/udev1_loader.cc), found before the system's by LD_LIBRARY_PATH.
 *
 * $PORTHOLE_USB/sys/<name>/ stands for /sys/bus/usb/devices/<name>/: one file per attribute, and
 * `devnode` with the path of the device's node. $PORTHOLE_USB/monitor is a unix socket that tells of
 * hotplug: "<action> <name> <devnode>\n". Other subsystems (HID, serial, input) have no devices.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/un.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))

struct udev {
	int unused;
};

struct udev_list_entry {
	char path[768];
	struct udev_list_entry *next;
};

struct udev_enumerate {
	bool usb, filtered;
	struct udev_list_entry *first;
};

#define MAX_ATTRIBUTES 16

struct udev_device {
	char path[768], action[16], node[256];
	/* A value must live as long as the device, whatever else is asked for. */
	char values[MAX_ATTRIBUTES][256];
	int used;
};

struct udev_monitor {
	int fd;
	bool usb, filtered;
};

static const char *bus_folder(void)
{
	const char *folder = getenv("PORTHOLE_USB");
	return folder ? folder : "/nonexistent";
}

static bool read_attribute(const char *device, const char *name, char *value, size_t size)
{
	char path[1024];
	snprintf(path, sizeof path, "%s/%s", device, name);
	FILE *file = fopen(path, "re");
	if (!file)
		return false;
	size_t length = fread(value, 1, size - 1, file);
	fclose(file);
	while (length > 0 && value[length - 1] == '\n')
		length--;
	value[length] = 0;
	return true;
}

static struct udev_device *new_device(const char *name)
{
	struct udev_device *device = calloc(1, sizeof *device);
	if (device)
		snprintf(device->path, sizeof device->path, "%s/sys/%s", bus_folder(), name);
	return device;
}

EXPORT struct udev *udev_new(void)
{
	return calloc(1, sizeof(struct udev));
}

EXPORT struct udev *udev_unref(struct udev *udev)
{
	free(udev);
	return NULL;
}

/* --- one device --- */

EXPORT struct udev_device *udev_device_new_from_syspath(struct udev *udev, const char *path)
{
	(void)udev;
	size_t length = strlen(bus_folder());
	if (strncmp(path, bus_folder(), length) != 0 || strncmp(path + length, "/sys/", 5) != 0)
		return NULL;
	struct udev_device *device = new_device(path + length + 5);
	if (device)
		read_attribute(path, "devnode", device->node, sizeof device->node);
	return device;
}

EXPORT struct udev_device *udev_device_new_from_devnum(struct udev *udev, char type, dev_t number)
{
	(void)udev, (void)type, (void)number;
	return NULL;
}

EXPORT struct udev_device *udev_device_new_from_subsystem_sysname(struct udev *udev,
								  const char *subsystem,
								  const char *name)
{
	(void)udev, (void)subsystem, (void)name;
	return NULL;
}

EXPORT struct udev_device *udev_device_unref(struct udev_device *device)
{
	free(device);
	return NULL;
}

EXPORT const char *udev_device_get_action(struct udev_device *device)
{
	return device->action[0] ? device->action : NULL;
}

EXPORT const char *udev_device_get_devnode(struct udev_device *device)
{
	return device->node[0] ? device->node : NULL;
}

EXPORT const char *udev_device_get_devtype(struct udev_device *device)
{
	(void)device;
	return "usb_device";
}

EXPORT const char *udev_device_get_driver(struct udev_device *device)
{
	(void)device;
	return "usb";
}

EXPORT const char *udev_device_get_subsystem(struct udev_device *device)
{
	(void)device;
	return "usb";
}

EXPORT const char *udev_device_get_syspath(struct udev_device *device)
{
	return device->path;
}

EXPORT const char *udev_device_get_sysname(struct udev_device *device)
{
	return strrchr(device->path, '/') + 1;
}

EXPORT const char *udev_device_get_sysattr_value(struct udev_device *device, const char *name)
{
	if (device->used == MAX_ATTRIBUTES)
		return NULL;
	char *value = device->values[device->used];
	if (!read_attribute(device->path, name, value, sizeof device->values[0]))
		return NULL;
	device->used++;
	return value;
}

EXPORT const char *udev_device_get_property_value(struct udev_device *device, const char *key)
{
	(void)device, (void)key;
	return NULL;
}

EXPORT struct udev_list_entry *udev_device_get_properties_list_entry(struct udev_device *device)
{
	(void)device;
	return NULL;
}

EXPORT struct udev_device *udev_device_get_parent(struct udev_device *device)
{
	(void)device;
	return NULL;
}

EXPORT struct udev_device *udev_device_get_parent_with_subsystem_devtype(struct udev_device *device,
									 const char *subsystem,
									 const char *devtype)
{
	(void)device, (void)subsystem, (void)devtype;
	return NULL;
}

/* --- the devices that are there --- */

EXPORT struct udev_enumerate *udev_enumerate_new(struct udev *udev)
{
	(void)udev;
	return calloc(1, sizeof(struct udev_enumerate));
}

EXPORT struct udev_enumerate *udev_enumerate_unref(struct udev_enumerate *enumerate)
{
	while (enumerate->first) {
		struct udev_list_entry *entry = enumerate->first;
		enumerate->first = entry->next;
		free(entry);
	}
	free(enumerate);
	return NULL;
}

EXPORT int udev_enumerate_add_match_subsystem(struct udev_enumerate *enumerate,
					      const char *subsystem)
{
	enumerate->filtered = true;
	if (subsystem && strcmp(subsystem, "usb") == 0)
		enumerate->usb = true;
	return 0;
}

EXPORT int udev_enumerate_scan_devices(struct udev_enumerate *enumerate)
{
	if (enumerate->filtered && !enumerate->usb)
		return 0;
	char folder[512];
	snprintf(folder, sizeof folder, "%s/sys", bus_folder());
	DIR *listing = opendir(folder);
	if (!listing)
		return 0;
	for (struct dirent *item; (item = readdir(listing));) {
		struct udev_list_entry *entry;
		if (item->d_name[0] == '.' || !(entry = calloc(1, sizeof *entry)))
			continue;
		snprintf(entry->path, sizeof entry->path, "%s/%s", folder, item->d_name);
		entry->next = enumerate->first;
		enumerate->first = entry;
	}
	closedir(listing);
	return 0;
}

EXPORT struct udev_list_entry *udev_enumerate_get_list_entry(struct udev_enumerate *enumerate)
{
	return enumerate->first;
}

EXPORT struct udev_list_entry *udev_list_entry_get_next(struct udev_list_entry *entry)
{
	return entry->next;
}

EXPORT const char *udev_list_entry_get_name(struct udev_list_entry *entry)
{
	return entry->path;
}

/* --- hotplug --- */

EXPORT struct udev_monitor *udev_monitor_new_from_netlink(struct udev *udev, const char *name)
{
	(void)udev, (void)name;
	struct udev_monitor *monitor = calloc(1, sizeof *monitor);
	if (monitor)
		monitor->fd = -1;
	return monitor;
}

EXPORT int udev_monitor_filter_add_match_subsystem_devtype(struct udev_monitor *monitor,
							   const char *subsystem,
							   const char *devtype)
{
	(void)devtype;
	monitor->filtered = true;
	if (subsystem && strcmp(subsystem, "usb") == 0)
		monitor->usb = true;
	return 0;
}

/* No filter means every subsystem. A monitor of others gets a descriptor on which nothing ever comes. */
EXPORT int udev_monitor_enable_receiving(struct udev_monitor *monitor)
{
	if (monitor->filtered && !monitor->usb) {
		monitor->fd = eventfd(0, EFD_CLOEXEC);
		return monitor->fd < 0 ? -1 : 0;
	}
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	snprintf(address.sun_path, sizeof address.sun_path, "%s/monitor", bus_folder());
	monitor->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (connect(monitor->fd, (struct sockaddr *)&address, sizeof address) != 0) {
		perror("fakeudev: no bus");
		return -1;
	}
	/* One byte says that we are listed: whatever is plugged in after the scan will be told. */
	char listed;
	return read(monitor->fd, &listed, 1) == 1 ? 0 : -1;
}

EXPORT int udev_monitor_get_fd(struct udev_monitor *monitor)
{
	return monitor->fd;
}

EXPORT struct udev_monitor *udev_monitor_unref(struct udev_monitor *monitor)
{
	if (monitor->fd >= 0)
		close(monitor->fd);
	free(monitor);
	return NULL;
}

/* A closed socket stays readable for ever and would keep Chromium spinning: put a silent one in its place. */
static void fall_silent(struct udev_monitor *monitor)
{
	int silent = eventfd(0, EFD_CLOEXEC);
	if (silent < 0)
		return;
	dup3(silent, monitor->fd, O_CLOEXEC);
	close(silent);
}

EXPORT struct udev_device *udev_monitor_receive_device(struct udev_monitor *monitor)
{
	char line[512], name[200], action[16], node[256];
	size_t length = 0;
	ssize_t got;
	while ((got = read(monitor->fd, line + length, 1)) == 1 && line[length] != '\n' &&
	       length < sizeof line - 1)
		length++;
	line[length] = 0;
	if (got == 0)
		fall_silent(monitor);
	if (sscanf(line, "%15s %199s %255s", action, name, node) != 3)
		return NULL;
	struct udev_device *device = new_device(name);
	if (device) {
		strcpy(device->action, action);
		strcpy(device->node, node);
	}
	return device;
}

/*
 * usbfs without a kernel: a library for LD_PRELOAD that answers the system calls by which Chromium
 * drives a USB device on Linux (services/device/usb/usb_device_handle_usbfs.cc).
 *
 * open() of a path below $PORTHOLE_USB/dev connects to the unix socket of that name: the bus. Every
 * ioctl of linux/usbdevice_fs.h becomes a frame on that socket, or an answer of our own. All other
 * paths and file descriptors go on to the C library untouched.
 *
 * What Chromium gets as the device's file descriptor is an eventfd. The kernel says "a transfer has
 * ended, reap it" by making the descriptor writable; an eventfd is writable unless its counter is at
 * the maximum. So the counter stands at the maximum while there is nothing to reap.
 *
 * A frame is 16 bytes, little-endian, then `length` bytes:
 *   u8 op, u8 endpoint, u16 zero, u32 id, i32 argument, u32 length
 * The bus answers with the same op and id; `argument` is then 0 or an errno, negative for transfers.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/usbdevice_fs.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum op {
	OP_OPEN = 0, /* sent by the bus alone, as soon as it is connected to: may this device be opened? */
	OP_OUT = 1,
	OP_IN = 2,
	OP_CONTROL = 3,
	OP_CANCEL = 4,
	OP_CLAIM = 5,
	OP_RELEASE = 6,
	OP_RESET = 7,
};

struct frame {
	uint8_t op, endpoint;
	uint16_t zero;
	uint32_t id;
	int32_t argument;
	uint32_t length;
};

struct transfer {
	uint32_t id;
	struct usbdevfs_urb *urb;
	struct transfer *next;
};

struct device {
	int ready; /* the eventfd */
	int bus;   /* the unix socket */
	pthread_t reader;
	pthread_mutex_t writing; /* one frame at a time */
	pthread_mutex_t calling; /* one blocking ioctl at a time */
	pthread_mutex_t lock;    /* guards everything below */
	pthread_cond_t answered;
	bool gone;
	uint32_t last_id;
	struct transfer *submitted;
	struct transfer *ended, **ended_tail;
	uint32_t call_id; /* 0 when the answer is here */
	int call_status;
};

#define MAX_FDS 65536
static struct device *devices[MAX_FDS];

/* The highest counter of an eventfd: another write would block, so it polls as not writable. */
static const uint64_t FULL = UINT64_MAX - 1;

static bool send_all(int fd, const void *bytes, size_t length)
{
	const char *at = bytes;
	while (length > 0) {
		ssize_t sent = send(fd, at, length, MSG_NOSIGNAL);
		if (sent < 0 && errno == EINTR)
			continue;
		if (sent <= 0)
			return false;
		at += sent;
		length -= (size_t)sent;
	}
	return true;
}

static bool receive_all(int fd, void *bytes, size_t length)
{
	char *at = bytes;
	while (length > 0) {
		ssize_t got = recv(fd, at, length, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			return false;
		at += got;
		length -= (size_t)got;
	}
	return true;
}

/* A failed write needs no answer here: the reader sees the same broken socket and ends the device. */
static void send_frame(struct device *device, struct frame frame, const void *payload)
{
	pthread_mutex_lock(&device->writing);
	if (send_all(device->bus, &frame, sizeof frame) && frame.length > 0)
		send_all(device->bus, payload, frame.length);
	pthread_mutex_unlock(&device->writing);
}

static void set_nothing_to_reap(struct device *device)
{
	if (write(device->ready, &FULL, sizeof FULL) < 0) {
		/* EAGAIN: it stands at the maximum already */
	}
}

static void set_something_to_reap(struct device *device)
{
	uint64_t count;
	if (read(device->ready, &count, sizeof count) < 0) {
		/* EAGAIN: it is writable already */
	}
}

/* The caller holds the lock. */
static void end_transfer(struct device *device, struct transfer *transfer, int status, int length)
{
	transfer->urb->status = status;
	transfer->urb->actual_length = length;
	transfer->next = NULL;
	*device->ended_tail = transfer;
	device->ended_tail = &transfer->next;
	set_something_to_reap(device);
}

/* Takes a transfer off the list of those under way. The caller holds the lock. */
static struct transfer *take_submitted(struct device *device, uint32_t id)
{
	for (struct transfer **link = &device->submitted; *link; link = &(*link)->next) {
		struct transfer *transfer = *link;
		if (transfer->id == id) {
			*link = transfer->next;
			return transfer;
		}
	}
	return NULL;
}

static bool skip(int fd, uint32_t length)
{
	char scratch[4096];
	while (length > 0) {
		uint32_t part = length < sizeof scratch ? length : sizeof scratch;
		if (!receive_all(fd, scratch, part))
			return false;
		length -= part;
	}
	return true;
}

/* The answer to a transfer: straight from the socket into the buffer of the URB. */
static bool receive_transfer(struct device *device, const struct frame *frame)
{
	pthread_mutex_lock(&device->lock);
	struct transfer *transfer = take_submitted(device, frame->id);
	pthread_mutex_unlock(&device->lock);
	if (!transfer)
		return skip(device->bus, frame->length); /* cancelled meanwhile */

	struct usbdevfs_urb *urb = transfer->urb;
	/* A control URB's buffer starts with the 8 bytes of the set-up packet. */
	uint32_t offset = urb->type == USBDEVFS_URB_TYPE_CONTROL ? 8 : 0;
	uint32_t room = (uint32_t)urb->buffer_length - offset;
	uint32_t length = frame->length < room ? frame->length : room;
	bool whole = receive_all(device->bus, (char *)urb->buffer + offset, length) &&
		     skip(device->bus, frame->length - length);

	int status = whole ? frame->argument : -ESHUTDOWN;
	if (frame->op == OP_OUT)
		length = status == 0 ? room : 0;
	pthread_mutex_lock(&device->lock);
	end_transfer(device, transfer, status, whole ? (int)length : 0);
	pthread_mutex_unlock(&device->lock);
	return whole;
}

static void receive_answer(struct device *device, const struct frame *frame)
{
	pthread_mutex_lock(&device->lock);
	if (frame->id == device->call_id) {
		device->call_status = frame->argument;
		device->call_id = 0;
		pthread_cond_broadcast(&device->answered);
	}
	pthread_mutex_unlock(&device->lock);
}

/* As the kernel does it when the cable is pulled: everything under way ends with ESHUTDOWN. */
static void device_gone(struct device *device)
{
	pthread_mutex_lock(&device->lock);
	device->gone = true;
	while (device->submitted)
		end_transfer(device, take_submitted(device, device->submitted->id), -ESHUTDOWN, 0);
	set_something_to_reap(device);
	pthread_cond_broadcast(&device->answered);
	pthread_mutex_unlock(&device->lock);
}

static void *read_bus(void *argument)
{
	struct device *device = argument;
	struct frame frame;
	bool alive = true;
	while (alive && receive_all(device->bus, &frame, sizeof frame)) {
		if (frame.op == OP_OUT || frame.op == OP_IN || frame.op == OP_CONTROL)
			alive = receive_transfer(device, &frame);
		else
			receive_answer(device, &frame);
	}
	device_gone(device);
	return NULL;
}

/* 0, or the errno with which the kernel would refuse to open the device's node. */
static int connect_bus(const char *path, int *bus)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	if (strlen(path) >= sizeof address.sun_path)
		return ENAMETOOLONG;
	strcpy(address.sun_path, path);
	int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (fd < 0)
		return errno;
	struct frame greeting;
	int status = ENODEV;
	if (connect(fd, (struct sockaddr *)&address, sizeof address) == 0 &&
	    receive_all(fd, &greeting, sizeof greeting))
		status = greeting.argument;
	if (status != 0) {
		close(fd);
		return status;
	}
	/* As big as a large URB, so that a submit seldom waits for the bus to read. */
	int size = 4 << 20;
	setsockopt(fd, SOL_SOCKET, SO_SNDBUF, &size, sizeof size);
	setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &size, sizeof size);
	*bus = fd;
	return 0;
}

static int open_device(const char *path)
{
	int bus = -1;
	int status = connect_bus(path, &bus);
	if (status != 0) {
		errno = status;
		return -1;
	}
	struct device *device = calloc(1, sizeof *device);
	int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
	if (!device || fd < 0 || fd >= MAX_FDS) {
		free(device);
		close(bus);
		if (fd >= 0)
			close(fd);
		errno = EMFILE;
		return -1;
	}
	device->bus = bus;
	device->ready = fd;
	device->ended_tail = &device->ended;
	pthread_mutex_init(&device->writing, NULL);
	pthread_mutex_init(&device->calling, NULL);
	pthread_mutex_init(&device->lock, NULL);
	pthread_cond_init(&device->answered, NULL);
	set_nothing_to_reap(device);
	__atomic_store_n(&devices[fd], device, __ATOMIC_RELEASE);
	pthread_create(&device->reader, NULL, read_bus, device);
	return fd;
}

static bool is_device_path(const char *path)
{
	const char *folder = getenv("PORTHOLE_USB");
	if (!folder || !path)
		return false;
	size_t length = strlen(folder);
	return strncmp(path, folder, length) == 0 && strncmp(path + length, "/dev/", 5) == 0;
}

static struct device *device_of(int fd)
{
	return fd >= 0 && fd < MAX_FDS ? __atomic_load_n(&devices[fd], __ATOMIC_ACQUIRE) : NULL;
}

/* The ioctls during which the kernel waits for the device. */
static int call(struct device *device, enum op op, int argument)
{
	pthread_mutex_lock(&device->calling);
	pthread_mutex_lock(&device->lock);
	uint32_t id = ++device->last_id;
	device->call_id = id;
	pthread_mutex_unlock(&device->lock);

	send_frame(device, (struct frame){.op = op, .id = id, .argument = argument}, NULL);

	pthread_mutex_lock(&device->lock);
	while (device->call_id == id && !device->gone)
		pthread_cond_wait(&device->answered, &device->lock);
	int status = device->call_id == id ? ENODEV : device->call_status;
	device->call_id = 0;
	pthread_mutex_unlock(&device->lock);
	pthread_mutex_unlock(&device->calling);
	if (status == 0)
		return 0;
	errno = status;
	return -1;
}

static int submit(struct device *device, struct usbdevfs_urb *urb)
{
	struct transfer *transfer = calloc(1, sizeof *transfer);
	if (!transfer) {
		errno = ENOMEM;
		return -1;
	}
	pthread_mutex_lock(&device->lock);
	if (device->gone) {
		pthread_mutex_unlock(&device->lock);
		free(transfer);
		errno = ENODEV;
		return -1;
	}
	struct frame frame = {.endpoint = urb->endpoint, .id = ++device->last_id};
	transfer->id = frame.id;
	transfer->urb = urb;
	transfer->next = device->submitted;
	device->submitted = transfer;
	pthread_mutex_unlock(&device->lock);

	const uint8_t *payload = urb->buffer;
	bool in = urb->endpoint & 0x80;
	if (urb->type == USBDEVFS_URB_TYPE_CONTROL) {
		frame.op = OP_CONTROL;
		in = payload[0] & 0x80;
		frame.length = in ? 8 : (uint32_t)urb->buffer_length;
	} else if (in) {
		frame.op = OP_IN;
		frame.argument = urb->buffer_length;
	} else {
		frame.op = OP_OUT;
		frame.length = (uint32_t)urb->buffer_length;
	}
	send_frame(device, frame, payload);
	return 0;
}

static int discard(struct device *device, const struct usbdevfs_urb *urb)
{
	uint32_t id = 0;
	pthread_mutex_lock(&device->lock);
	for (struct transfer *transfer = device->submitted; transfer; transfer = transfer->next)
		if (transfer->urb == urb)
			id = transfer->id;
	if (id != 0)
		end_transfer(device, take_submitted(device, id), -ENOENT, 0);
	pthread_mutex_unlock(&device->lock);
	if (id == 0) {
		errno = EINVAL; /* it has ended already */
		return -1;
	}
	send_frame(device, (struct frame){.op = OP_CANCEL, .id = id}, NULL);
	return 0;
}

static int reap(struct device *device, void **urb)
{
	pthread_mutex_lock(&device->lock);
	struct transfer *transfer = device->ended;
	bool gone = device->gone;
	if (transfer) {
		device->ended = transfer->next;
		if (!device->ended)
			device->ended_tail = &device->ended;
	}
	/* A device that is gone stays writable, as the kernel's does: reaping then says ENODEV. */
	if (!device->ended && !gone)
		set_nothing_to_reap(device);
	pthread_mutex_unlock(&device->lock);
	if (!transfer) {
		errno = gone ? ENODEV : EAGAIN;
		return -1;
	}
	*urb = transfer->urb;
	free(transfer);
	return 0;
}

static int device_ioctl(struct device *device, unsigned long request, void *argument)
{
	switch (request) {
	case USBDEVFS_SUBMITURB:
		return submit(device, argument);
	case USBDEVFS_DISCARDURB:
		return discard(device, argument);
	case USBDEVFS_REAPURBNDELAY:
		return reap(device, argument);
	case USBDEVFS_CLAIMINTERFACE:
		return call(device, OP_CLAIM, *(int *)argument);
	case USBDEVFS_RELEASEINTERFACE:
		return call(device, OP_RELEASE, *(int *)argument);
	case USBDEVFS_RESET:
		return call(device, OP_RESET, 0);
	case USBDEVFS_SETCONFIGURATION: /* a phone has one configuration, active from the start */
	case USBDEVFS_SETINTERFACE:     /* its interfaces have one setting each */
	case USBDEVFS_CLEAR_HALT:       /* and its endpoints never halt */
		return 0;
	case USBDEVFS_GET_CAPABILITIES:
		*(uint32_t *)argument = USBDEVFS_CAP_ZERO_PACKET | USBDEVFS_CAP_NO_PACKET_SIZE_LIM |
					USBDEVFS_CAP_BULK_SCATTER_GATHER;
		return 0;
	case USBDEVFS_IOCTL:
		/* Asked to detach a kernel driver: there is none, as for a phone's ADB interface. */
		if (((struct usbdevfs_ioctl *)argument)->ioctl_code == USBDEVFS_CONNECT)
			return 0;
		errno = ENODATA;
		return -1;
	default:
		errno = ENOTTY;
		return -1;
	}
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int ioctl(int fd, unsigned long request, ...)
{
	static __typeof__(&ioctl) next;
	if (!next)
		next = NEXT(ioctl);
	va_list arguments;
	va_start(arguments, request);
	void *argument = va_arg(arguments, void *);
	va_end(arguments);
	struct device *device = device_of(fd);
	return device ? device_ioctl(device, request, argument) : next(fd, request, argument);
}

static int open_mode(int flags, va_list arguments)
{
	return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(arguments, int) : 0;
}

int open(const char *path, int flags, ...)
{
	static __typeof__(&open) next;
	if (!next)
		next = NEXT(open);
	va_list arguments;
	va_start(arguments, flags);
	int mode = open_mode(flags, arguments);
	va_end(arguments);
	return is_device_path(path) ? open_device(path) : next(path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
	static __typeof__(&open64) next;
	if (!next)
		next = NEXT(open64);
	va_list arguments;
	va_start(arguments, flags);
	int mode = open_mode(flags, arguments);
	va_end(arguments);
	return is_device_path(path) ? open_device(path) : next(path, flags, mode);
}

/* Once this returns, nothing of ours touches the memory of a URB, as with the kernel. */
int close(int fd)
{
	static __typeof__(&close) next;
	if (!next)
		next = NEXT(close);
	struct device *device = device_of(fd);
	if (!device)
		return next(fd);
	__atomic_store_n(&devices[fd], NULL, __ATOMIC_RELEASE);
	shutdown(device->bus, SHUT_RDWR);
	pthread_join(device->reader, NULL);
	next(device->bus);
	for (struct transfer *transfer = device->ended; transfer;) {
		struct transfer *after = transfer->next;
		free(transfer);
		transfer = after;
	}
	free(device);
	return next(fd);
}

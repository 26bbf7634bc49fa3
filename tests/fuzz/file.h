/*
 * file: bytes as a file that has a path, for doors that take one.  In memory only.
 */
#pragma once
#ifndef _GNU_SOURCE
#error "define _GNU_SOURCE first: memfd_create"
#endif
#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>
#include <glib.h>

/* Gives the descriptor, to be closed, and its path. */
static inline int
file_of(const uint8_t *data, size_t size, char path[32])
{
	int fd = memfd_create("fuzz", 0);

	g_assert_cmpint(fd, >=, 0);
	g_assert_cmpint(write(fd, data, size), ==, (gssize)size);
	g_snprintf(path, 32, "/proc/self/fd/%d", fd);
	return fd;
}

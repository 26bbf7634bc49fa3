/*
 * heap.c: room at the end of the heap, of which large pages are asked (madvise(2), MADV_HUGEPAGE).  A page is taken when it
 * is first used.  Knows nothing of what will lie there.
 */
#define _GNU_SOURCE /* sbrk, madvise */
#include <malloc.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>
#include "heap.h"

enum {
	ROOM = 48 << 20, /* [B] */
	LARGE = 2 << 20, /* of a page [B] */
	APART = 16 << 20 /* what is larger gets pages of its own [B] */
};

void
heap_in_large_pages(void)
{
	void *volatile first; /* the compiler must not see that it is not used */
	uintptr_t end, start;

	mallopt(M_TOP_PAD, ROOM);
	mallopt(M_TRIM_THRESHOLD, 2 * ROOM);
	mallopt(M_MMAP_THRESHOLD, APART);
	first = malloc(LARGE); /* what makes the heap longer */
	free(first);
	end = (uintptr_t)sbrk(0);
	start = (end - ROOM + LARGE - 1) / LARGE * LARGE;
	madvise((void *)start, end / LARGE * LARGE - start, MADV_HUGEPAGE);
}

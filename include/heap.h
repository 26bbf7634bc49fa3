/*
 * heap: the memory of a verb that fills much of it once.
 */
#pragma once

/*
 * Lets the first of what is allocated from now on lie in large pages, which the kernel hands out and the processor finds
 * with less work; to be called before threads are made.  A wish: where it is refused the verb is slower.
 */
void heap_in_large_pages(void);

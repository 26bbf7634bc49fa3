/*
 * error: the two ways in which a verb can fail.
 * The code is the exit status: what the user gave is wrong, or the system failed under us.
 * A message says what is wrong first, quotes its subject and has no full stop; whoever knows
 * the place adds it in front with g_prefix_error ("observations.csv:12: ").
 */
#pragma once
#include <glib.h>

#define TEITEN_ERROR teiten_error_quark()
GQuark teiten_error_quark(void);

typedef enum {
	TEITEN_ERROR_INPUT = 2,  /* the input or the command line is wrong */
	TEITEN_ERROR_SYSTEM = 3, /* disk, memory, a library or a server failed */
} TeitenError;
